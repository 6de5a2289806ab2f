import type { View } from "./types.ts";

const open = ["name", "parentaccountid", "parentcontactid", "estimatedvalue", "estimatedclosedate", "statuscode"];
const closed = ["name", "parentaccountid", "actualvalue", "actualclosedate", "statuscode", "ownerid"];
const soonestFirst = { column: "estimatedclosedate", descending: false } as const;
const lastClosedFirst = { column: "actualclosedate", descending: true } as const;

export const opportunityViews: readonly View[] = [
  {
    id: "6b1f0c52-4d0a-4f0e-9a51-0d7c3f5be401",
    table: "opportunity",
    name: { en: "My Open Opportunities", pl: "Moje otwarte szanse sprzedaży", vi: "Cơ hội đang mở của tôi" },
    filter: "statecode eq 0 and _ownerid_value eq {me}",
    columns: open,
    orderBy: soonestFirst,
    isDefault: true,
  },
  {
    id: "6b1f0c52-4d0a-4f0e-9a51-0d7c3f5be402",
    table: "opportunity",
    name: { en: "Open Opportunities", pl: "Otwarte szanse sprzedaży", vi: "Cơ hội đang mở" },
    filter: "statecode eq 0",
    columns: [...open, "ownerid"],
    orderBy: soonestFirst,
    isDefault: false,
  },
  {
    id: "6b1f0c52-4d0a-4f0e-9a51-0d7c3f5be403",
    table: "opportunity",
    name: { en: "All Opportunities", pl: "Wszystkie szanse sprzedaży", vi: "Tất cả cơ hội" },
    filter: "",
    columns: [
      "name",
      "parentaccountid",
      "estimatedvalue",
      "estimatedclosedate",
      "actualvalue",
      "statecode",
      "statuscode",
      "ownerid",
    ],
    orderBy: { column: "createdon", descending: true },
    isDefault: false,
  },
  {
    id: "6b1f0c52-4d0a-4f0e-9a51-0d7c3f5be404",
    table: "opportunity",
    name: { en: "Closed Opportunities", pl: "Zamknięte szanse sprzedaży", vi: "Cơ hội đã đóng" },
    filter: "(statecode eq 1 or statecode eq 2)",
    columns: ["name", "parentaccountid", "actualvalue", "actualclosedate", "statecode", "statuscode", "ownerid"],
    orderBy: lastClosedFirst,
    isDefault: false,
  },
  {
    id: "6b1f0c52-4d0a-4f0e-9a51-0d7c3f5be405",
    table: "opportunity",
    name: { en: "Won Opportunities", pl: "Wygrane szanse sprzedaży", vi: "Cơ hội thành công" },
    filter: "statecode eq 1",
    columns: closed,
    orderBy: lastClosedFirst,
    isDefault: false,
  },
  {
    id: "6b1f0c52-4d0a-4f0e-9a51-0d7c3f5be406",
    table: "opportunity",
    name: { en: "Lost Opportunities", pl: "Utracone szanse sprzedaży", vi: "Cơ hội thất bại" },
    filter: "statecode eq 2",
    columns: closed,
    orderBy: lastClosedFirst,
    isDefault: false,
  },
];
