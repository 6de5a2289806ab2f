import type { View } from "./types.ts";

const columns = ["subject", "activitytypecode", "regardingobjectid", "prioritycode", "scheduledend", "statecode"];

/** Appointments are Scheduled while they are to come, so both states are open work. */
export const activityViews: readonly View[] = [
  {
    id: "6b1f0c52-4d0a-4f0e-9a51-0d7c3f5be501",
    table: "activitypointer",
    name: { en: "My Activities", pl: "Moje działania", vi: "Hoạt động của tôi" },
    filter: "(statecode eq 0 or statecode eq 3) and _ownerid_value eq {me}",
    columns,
    orderBy: { column: "scheduledend", descending: false },
    isDefault: true,
  },
  {
    id: "6b1f0c52-4d0a-4f0e-9a51-0d7c3f5be502",
    table: "activitypointer",
    name: { en: "All Activities", pl: "Wszystkie działania", vi: "Tất cả hoạt động" },
    filter: "",
    columns: [...columns, "createdon", "ownerid"],
    orderBy: { column: "createdon", descending: true },
    isDefault: false,
  },
  {
    id: "6b1f0c52-4d0a-4f0e-9a51-0d7c3f5be503",
    table: "activitypointer",
    name: { en: "Closed Activities", pl: "Zamknięte działania", vi: "Hoạt động đã đóng" },
    filter: "(statecode eq 1 or statecode eq 2)",
    columns: ["subject", "activitytypecode", "regardingobjectid", "actualend", "statecode", "statuscode", "ownerid"],
    orderBy: { column: "actualend", descending: true },
    isDefault: false,
  },
];
