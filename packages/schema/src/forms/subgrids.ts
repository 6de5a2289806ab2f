import type { Subgrid } from "./types.ts";

const alphabetical = { column: "name", descending: false } as const;

/** Connections of the record whose other end has a role of the Stakeholder category (1000). */
export function stakeholders(navigation: string): Subgrid {
  return {
    kind: "subgrid",
    table: "connection",
    navigation,
    filter: "statecode eq 0 and record2roleid/category eq 1000",
    columns: ["record2id", "record2roleid"],
    orderBy: alphabetical,
  };
}

export function competitors(navigation: string): Subgrid {
  return {
    kind: "subgrid",
    table: "competitor",
    navigation,
    filter: "",
    columns: ["name", "websiteurl"],
    orderBy: alphabetical,
  };
}

export function contacts(navigation: string): Subgrid {
  return {
    kind: "subgrid",
    table: "contact",
    navigation,
    filter: "statecode eq 0",
    columns: ["fullname", "jobtitle", "emailaddress1", "telephone1"],
    orderBy: { column: "fullname", descending: false },
  };
}

export function leads(navigation: string): Subgrid {
  return {
    kind: "subgrid",
    table: "lead",
    navigation,
    filter: "",
    columns: ["fullname", "subject", "companyname", "statuscode"],
    orderBy: { column: "createdon", descending: true },
  };
}

export function opportunities(navigation: string): Subgrid {
  return {
    kind: "subgrid",
    table: "opportunity",
    navigation,
    filter: "",
    columns: ["name", "estimatedvalue", "estimatedclosedate", "statuscode"],
    orderBy: { column: "estimatedclosedate", descending: true },
  };
}
