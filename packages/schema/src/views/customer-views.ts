import type { View } from "./types.ts";

const accountColumns = ["name", "telephone1", "address1_city", "primarycontactid", "emailaddress1"];
const contactColumns = ["fullname", "parentcustomerid", "jobtitle", "emailaddress1", "telephone1"];
const byName = { column: "name", descending: false } as const;
const byFullName = { column: "fullname", descending: false } as const;

export const accountViews: readonly View[] = [
  {
    id: "6b1f0c52-4d0a-4f0e-9a51-0d7c3f5be201",
    table: "account",
    name: { en: "My Active Accounts", pl: "Moje aktywne firmy", vi: "Công ty đang hoạt động của tôi" },
    filter: "statecode eq 0 and _ownerid_value eq {me}",
    columns: accountColumns,
    orderBy: byName,
    isDefault: true,
  },
  {
    id: "6b1f0c52-4d0a-4f0e-9a51-0d7c3f5be202",
    table: "account",
    name: { en: "Active Accounts", pl: "Aktywne firmy", vi: "Công ty đang hoạt động" },
    filter: "statecode eq 0",
    columns: [...accountColumns, "ownerid"],
    orderBy: byName,
    isDefault: false,
  },
  {
    id: "6b1f0c52-4d0a-4f0e-9a51-0d7c3f5be203",
    table: "account",
    name: { en: "All Accounts", pl: "Wszystkie firmy", vi: "Tất cả công ty" },
    filter: "",
    columns: [...accountColumns, "statecode", "ownerid"],
    orderBy: byName,
    isDefault: false,
  },
  {
    id: "6b1f0c52-4d0a-4f0e-9a51-0d7c3f5be204",
    table: "account",
    name: { en: "Inactive Accounts", pl: "Nieaktywne firmy", vi: "Công ty ngừng hoạt động" },
    filter: "statecode eq 1",
    columns: [...accountColumns, "statuscode", "ownerid"],
    orderBy: byName,
    isDefault: false,
  },
];

export const contactViews: readonly View[] = [
  {
    id: "6b1f0c52-4d0a-4f0e-9a51-0d7c3f5be301",
    table: "contact",
    name: { en: "My Active Contacts", pl: "Moje aktywne kontakty", vi: "Liên hệ đang hoạt động của tôi" },
    filter: "statecode eq 0 and _ownerid_value eq {me}",
    columns: contactColumns,
    orderBy: byFullName,
    isDefault: true,
  },
  {
    id: "6b1f0c52-4d0a-4f0e-9a51-0d7c3f5be302",
    table: "contact",
    name: { en: "Active Contacts", pl: "Aktywne kontakty", vi: "Liên hệ đang hoạt động" },
    filter: "statecode eq 0",
    columns: [...contactColumns, "ownerid"],
    orderBy: byFullName,
    isDefault: false,
  },
  {
    id: "6b1f0c52-4d0a-4f0e-9a51-0d7c3f5be303",
    table: "contact",
    name: { en: "All Contacts", pl: "Wszystkie kontakty", vi: "Tất cả liên hệ" },
    filter: "",
    columns: [...contactColumns, "statecode", "ownerid"],
    orderBy: byFullName,
    isDefault: false,
  },
  {
    id: "6b1f0c52-4d0a-4f0e-9a51-0d7c3f5be304",
    table: "contact",
    name: { en: "Inactive Contacts", pl: "Nieaktywne kontakty", vi: "Liên hệ ngừng hoạt động" },
    filter: "statecode eq 1",
    columns: [...contactColumns, "statuscode", "ownerid"],
    orderBy: byFullName,
    isDefault: false,
  },
];
