import type { View } from "./types.ts";

const newestFirst = { column: "createdon", descending: true } as const;
const open = ["fullname", "subject", "companyname", "statuscode", "createdon"];
const openWithOwner = [...open, "ownerid"];

/** Company Name is in every one of them: people tell leads apart by it. */
export const leadViews: readonly View[] = [
  {
    id: "6b1f0c52-4d0a-4f0e-9a51-0d7c3f5be101",
    table: "lead",
    name: { en: "My Open Leads", pl: "Moje otwarte leady", vi: "Khách hàng tiềm năng đang mở của tôi" },
    filter: "statecode eq 0 and _ownerid_value eq {me}",
    columns: open,
    orderBy: newestFirst,
    isDefault: true,
  },
  {
    id: "6b1f0c52-4d0a-4f0e-9a51-0d7c3f5be102",
    table: "lead",
    name: { en: "Open Leads", pl: "Otwarte leady", vi: "Khách hàng tiềm năng đang mở" },
    filter: "statecode eq 0",
    columns: openWithOwner,
    orderBy: newestFirst,
    isDefault: false,
  },
  {
    id: "6b1f0c52-4d0a-4f0e-9a51-0d7c3f5be103",
    table: "lead",
    name: { en: "All Leads", pl: "Wszystkie leady", vi: "Tất cả khách hàng tiềm năng" },
    filter: "",
    columns: ["fullname", "subject", "companyname", "statecode", "statuscode", "createdon", "ownerid"],
    orderBy: newestFirst,
    isDefault: false,
  },
  {
    id: "6b1f0c52-4d0a-4f0e-9a51-0d7c3f5be104",
    table: "lead",
    name: { en: "Closed Leads", pl: "Zamknięte leady", vi: "Khách hàng tiềm năng đã đóng" },
    filter: "(statecode eq 1 or statecode eq 2)",
    columns: ["fullname", "subject", "companyname", "statecode", "statuscode", "createdon", "modifiedon", "ownerid"],
    orderBy: { column: "modifiedon", descending: true },
    isDefault: false,
  },
  {
    id: "6b1f0c52-4d0a-4f0e-9a51-0d7c3f5be105",
    table: "lead",
    name: {
      en: "Leads Opened This Week",
      pl: "Leady otwarte w tym tygodniu",
      vi: "Khách hàng tiềm năng mở trong tuần này",
    },
    filter: "statecode eq 0 and Microsoft.Dynamics.CRM.ThisWeek(PropertyName='createdon')",
    columns: openWithOwner,
    orderBy: newestFirst,
    isDefault: false,
  },
  {
    id: "6b1f0c52-4d0a-4f0e-9a51-0d7c3f5be106",
    table: "lead",
    name: {
      en: "Leads Opened Last Week",
      pl: "Leady otwarte w zeszłym tygodniu",
      vi: "Khách hàng tiềm năng mở trong tuần trước",
    },
    filter: "statecode eq 0 and Microsoft.Dynamics.CRM.LastWeek(PropertyName='createdon')",
    columns: openWithOwner,
    orderBy: newestFirst,
    isDefault: false,
  },
  {
    id: "6b1f0c52-4d0a-4f0e-9a51-0d7c3f5be107",
    table: "lead",
    name: {
      en: "Leads Older Than 6 Months",
      pl: "Leady starsze niż 6 miesięcy",
      vi: "Khách hàng tiềm năng cũ hơn 6 tháng",
    },
    filter: "statecode eq 0 and Microsoft.Dynamics.CRM.OlderThanXMonths(PropertyName='createdon',PropertyValue=6)",
    columns: openWithOwner,
    orderBy: { column: "createdon", descending: false },
    isDefault: false,
  },
];
