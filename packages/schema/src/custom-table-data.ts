/** What an administrator's tables are in full: each like a standard table, with columns and relationships that all have. */
import type { ColumnData, CustomTable, OneToMany, Relationship, TableData } from "./types.ts";

/** Kinds of activity that can be about a custom table's row, the base first, and what their collections are called. */
const activityCollections: Readonly<Record<string, string>> = {
  activitypointer: "ActivityPointers",
  appointment: "Appointments",
  email: "Emails",
  fax: "Faxes",
  letter: "Letters",
  phonecall: "PhoneCalls",
  task: "Tasks",
};

const unwritten = { validForCreate: false, validForUpdate: false } as const;
const int32 = { min: -2_147_483_648, max: 2_147_483_647 } as const;

/** Who made and changed a row and when, its state, and what imports say of it. */
const everyTable: readonly ColumnData[] = [
  { ...lookup("createdby", "CreatedBy", "Created By", ["systemuser"]), ...unwritten },
  { ...moment("createdon", "CreatedOn", "Created On"), ...unwritten },
  { ...lookup("createdonbehalfby", "CreatedOnBehalfBy", "Created By (Delegate)", ["systemuser"]), ...unwritten },
  { ...lookup("modifiedby", "ModifiedBy", "Modified By", ["systemuser"]), ...unwritten },
  { ...moment("modifiedon", "ModifiedOn", "Modified On"), ...unwritten },
  { ...lookup("modifiedonbehalfby", "ModifiedOnBehalfBy", "Modified By (Delegate)", ["systemuser"]), ...unwritten },
  {
    ...{ name: "statecode", schemaName: "statecode", type: "State", label: "Status", required: "SystemRequired" },
    choices: [
      { value: 0, label: "Active" },
      { value: 1, label: "Inactive" },
    ],
  },
  {
    ...{ name: "statuscode", schemaName: "statuscode", type: "Status", label: "Status Reason" },
    required: "SystemRequired",
    choices: [
      { value: 1, label: "Active", state: 0 },
      { value: 2, label: "Inactive", state: 1 },
    ],
  },
  { ...moment("overriddencreatedon", "OverriddenCreatedOn", "Record Created On"), validForUpdate: false },
  {
    ...{ name: "importsequencenumber", schemaName: "ImportSequenceNumber", type: "Integer", ...int32 },
    ...{ label: "Import Sequence Number", validForUpdate: false },
  },
  {
    ...{ name: "versionnumber", schemaName: "VersionNumber", type: "BigInt", label: "Version Number" },
    ...unwritten,
  },
];

const ownedTable: readonly ColumnData[] = [
  {
    ...{ name: "ownerid", schemaName: "OwnerId", type: "Owner", label: "Owner", required: "SystemRequired" },
    targets: ["systemuser", "team"],
  },
  { ...lookup("owningbusinessunit", "OwningBusinessUnit", "Owning Business Unit", ["businessunit"]), ...unwritten },
  { ...lookup("owningteam", "OwningTeam", "Owning Team", ["team"]), ...unwritten },
  { ...lookup("owninguser", "OwningUser", "Owning User", ["systemuser"]), ...unwritten },
];

const sharedTable: readonly ColumnData[] = [
  { ...lookup("organizationid", "OrganizationId", "Organization Id", ["organization"]), ...unwritten },
];

/** The standard tables, where notes and activities can be about the custom ones, and those. */
export function withCustomTables(
  tables: readonly TableData[],
  relationships: readonly Relationship[],
  custom: readonly CustomTable[],
): { readonly tables: readonly TableData[]; readonly relationships: readonly Relationship[] } {
  if (custom.length === 0) return { tables, relationships };
  const noted = custom.filter(({ notes }) => notes).map(({ name }) => name);
  const acted = custom.filter(({ activities }) => activities).map(({ name }) => name);
  const extended = tables.map((table) => {
    if (table.name === "annotation") return pointingAt(table, "objectid", noted);
    return table.name in activityCollections ? pointingAt(table, "regardingobjectid", acted) : table;
  });
  return {
    tables: [...extended, ...custom.map(customTableData)],
    relationships: [...relationships, ...custom.flatMap(customTableRelationships)],
  };
}

function pointingAt(table: TableData, lookupName: string, targets: readonly string[]): TableData {
  const columns = table.columns.map((column) =>
    column.name === lookupName ? { ...column, targets: [...(column.targets ?? []), ...targets] } : column,
  );
  return { ...table, columns };
}

/** The table as if it were one of the data files. */
export function customTableData({ primaryName, notes, activities, ...table }: CustomTable): TableData {
  const primaryId = `${table.name}id`;
  const own: readonly ColumnData[] = [
    {
      ...{ name: primaryId, schemaName: `${table.schemaName}Id`, type: "Uniqueidentifier", label: table.label },
      ...{ required: "SystemRequired", validForUpdate: false },
      ...(table.labels && { labels: table.labels }),
    },
    primaryName,
  ];
  return {
    ...table,
    primaryId,
    primaryName: primaryName.name,
    activity: false,
    custom: true,
    defaultStatus: { "0": 1, "1": 2 },
    columns: [...own, ...everyTable, ...(table.ownership === "user" ? ownedTable : sharedTable)],
  };
}

/** What relates the table to those who made and own its rows, and to what is noted and done about them. */
export function customTableRelationships({ name, ownership, notes, activities }: CustomTable): OneToMany[] {
  const from = (column: string, referenced: string, collectionNav: string): OneToMany => ({
    ...{ kind: "OneToMany", schemaName: collectionNav, referencing: name, column, referenced },
    ...{ singleNav: column, collectionNav, onDelete: "NoCascade" },
  });
  const owned =
    ownership === "user"
      ? [
          from("ownerid", "owner", `owner_${name}`),
          from("owningbusinessunit", "businessunit", `business_unit_${name}`),
          from("owningteam", "team", `team_${name}`),
          from("owninguser", "systemuser", `user_${name}`),
        ]
      : [from("organizationid", "organization", `organization_${name}`)];
  const authors = ["createdby", "createdonbehalfby", "modifiedby", "modifiedonbehalfby"];
  return [
    ...authors.map((column) => from(column, "systemuser", `lk_${name}_${column}`)),
    ...owned,
    ...(notes ? [about(name, "annotation", "objectid", `objectid_${name}`, `${name}_Annotations`)] : []),
    ...(activities ? Object.entries(activityCollections).map((each) => activityAbout(name, ...each)) : []),
  ];
}

function activityAbout(name: string, kind: string, collection: string): OneToMany {
  const isBase = kind === "activitypointer";
  const navigation = `regardingobjectid_${name}${isBase ? "" : `_${kind}`}`;
  const relationship = about(name, kind, "regardingobjectid", navigation, `${name}_${collection}`);
  // The base has no rows of its own; each kind sees to its own.
  return isBase ? { ...relationship, onDelete: "NoCascade" } : relationship;
}

function about(
  referenced: string,
  referencing: string,
  column: string,
  singleNav: string,
  collectionNav: string,
): OneToMany {
  return {
    ...{ kind: "OneToMany", schemaName: collectionNav, referencing, column, referenced },
    ...{ singleNav, collectionNav, onDelete: "Cascade" },
  };
}

function lookup(name: string, schemaName: string, label: string, targets: readonly string[]): ColumnData {
  return { name, schemaName, type: "Lookup", label, targets };
}

function moment(name: string, schemaName: string, label: string): ColumnData {
  return { name, schemaName, type: "DateTime", label, format: "DateAndTime" };
}
