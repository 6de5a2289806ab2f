/**
 * What a table, a column, a choice and a relationship are. Plain data: frozen when a Schema is built, shared by every
 * floor and by the web app. Names are Dataverse's logical names; types are Dataverse's attribute type names.
 */

export type ColumnType =
  | "String"
  | "Memo"
  | "Integer"
  | "BigInt"
  | "Decimal"
  | "Double"
  | "Money"
  | "Boolean"
  | "Picklist"
  /** Several choices at once: inside the house text such as `1,3`, in ascending order, each once. */
  | "MultiSelectPicklist"
  | "State"
  | "Status"
  | "DateTime"
  | "Uniqueidentifier"
  | "Lookup"
  | "Customer"
  | "Owner"
  | "PartyList"
  | "EntityName"
  | "ManagedProperty"
  /** The id of a file that the house keeps for this column of this row. */
  | "File"
  /** The same; read and written as base64. */
  | "Image";

/** None: free. Recommended: asked for. ApplicationRequired: a person must give it. SystemRequired: always there, the system sees to it. */
export type RequiredLevel = "None" | "Recommended" | "ApplicationRequired" | "SystemRequired";

export type Language = "en" | "pl" | "vi";

/** An administrator's own words by language; what is missing is said as it would be without them. */
export type Words = Readonly<Partial<Record<Language, string>>>;

export interface Choice {
  readonly value: number;
  /** English label; other languages through `labels`. */
  readonly label: string;
  readonly labels?: Words;
  /** Status reasons only: the state they belong to. */
  readonly state?: number;
}

export interface Column {
  readonly name: string;
  readonly schemaName: string;
  readonly type: ColumnType;
  readonly label: string;
  readonly required: RequiredLevel;
  /** Characters; String and Memo. */
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
  /** Digits after the decimal point; Money, Decimal, Double. */
  readonly precision?: number;
  /** String: Text, Email, Url, Phone, TextArea. DateTime: DateOnly or DateAndTime. */
  readonly format?: "Text" | "TextArea" | "Email" | "Url" | "Phone" | "DateOnly" | "DateAndTime" | "TimeZone" | "None";
  readonly choices?: readonly Choice[];
  /** Name of the set that the choices come from, where several columns share one. */
  readonly globalChoice?: string;
  /** Lookup, Customer, Owner: the tables it may point at, of those that exist here. */
  readonly targets?: readonly string[];
  /** Kilobytes; File and Image. */
  readonly maxSize?: number;
  /** Lookup that keeps its target's table beside its id: it may point at several tables. Customer and Owner always do. */
  readonly polymorphic?: boolean;
  /** What a new row takes when nothing is given. */
  readonly default?: number | boolean;
  readonly validForCreate: boolean;
  readonly validForUpdate: boolean;
  readonly validForRead: boolean;
  /** Added at run time by an administrator. */
  readonly custom?: boolean;
  readonly labels?: Words;
  readonly descriptions?: Words;
  /** Custom lookups: names and rules of their relationships, by target; what is missing follows from the names of table and column. */
  readonly relationships?: Readonly<Record<string, LookupRelationship>>;
}

export interface LookupRelationship {
  readonly schemaName: string;
  readonly onDelete: CascadeDelete;
}

/** A column as written in a data file: what is left out is not required, and valid for create, update and read. */
export type ColumnData = Omit<Column, ColumnDefaults> & Partial<Pick<Column, ColumnDefaults>>;
type ColumnDefaults = "required" | "validForCreate" | "validForUpdate" | "validForRead";

export type CascadeDelete = "NoCascade" | "Cascade" | "RemoveLink" | "Restrict";

/** Many rows of `referencing` point at one row of `referenced` through `column`. */
export interface OneToMany {
  readonly kind: "OneToMany";
  readonly schemaName: string;
  readonly referencing: string;
  readonly column: string;
  readonly referenced: string;
  /** Navigation property on the referencing table. */
  readonly singleNav?: string;
  /** Navigation property on the referenced table. */
  readonly collectionNav: string;
  readonly onDelete: CascadeDelete;
  readonly custom?: boolean;
}

export interface ManyToMany {
  readonly kind: "ManyToMany";
  readonly schemaName: string;
  /** SQL table that holds the pairs. When it is a table of the schema too (listmember), the pairs are its rows. */
  readonly intersect: string;
  readonly table1: string;
  readonly column1: string;
  readonly nav1: string;
  readonly table2: string;
  readonly column2: string;
  readonly nav2: string;
  readonly custom?: boolean;
}

export type Relationship = OneToMany | ManyToMany;

/**
 * user: each row has an owner (user or team) and so a business unit. businessunit: belongs to a business unit.
 * organization: everybody's. parent: rights follow the row it hangs on (activity parties, opportunity products).
 */
export type Ownership = "user" | "businessunit" | "organization" | "parent";

/** One file of `data/tables`: a table as readable data. */
export interface TableData {
  readonly name: string;
  readonly schemaName: string;
  readonly entitySet: string;
  readonly label: string;
  readonly pluralLabel: string;
  readonly labels?: Words;
  readonly pluralLabels?: Words;
  readonly descriptions?: Words;
  readonly typeCode: number;
  readonly primaryId: string;
  /** Column whose value names a row to people; absent on a few inner tables. */
  readonly primaryName?: string;
  readonly ownership: Ownership;
  /** Ownership parent: the lookup to the row that the rights follow. */
  readonly parentColumn?: string;
  readonly activity: boolean;
  /** State value -> the status reason a row takes when only its state is set. */
  readonly defaultStatus?: Readonly<Record<string, number>>;
  /** Alternate keys: sets of columns that name one row. */
  readonly keys?: readonly (readonly string[])[];
  /** Those of `keys` that administrators made; no two rows have the same values in all of their columns. */
  readonly customKeys?: readonly CustomKey[];
  /** A read-only SQL view (owner: users and teams together); never written. */
  readonly view?: boolean;
  /** Made at run time by an administrator. */
  readonly custom?: boolean;
  readonly columns: readonly ColumnData[];
}

/** A navigation property, resolved: where it leads and by which columns. */
export type Navigation = SingleNavigation | CollectionNavigation | ManyNavigation;

/** From a row to the one row that its lookup points at. */
export interface SingleNavigation {
  readonly kind: "single";
  readonly name: string;
  readonly column: Column;
  readonly target: string;
  /** True when the target's table, kept beside the id, must match too. Ids are unique, so owner and activitypointer need it not. */
  readonly polymorphic: boolean;
  readonly relationship: OneToMany;
}

/** From a row to the rows that point at it. */
export interface CollectionNavigation {
  readonly kind: "collection";
  readonly name: string;
  readonly target: string;
  /** Lookup column on the target table. */
  readonly column: Column;
  readonly polymorphic: boolean;
  readonly relationship: OneToMany;
}

/** Through an intersect table. */
export interface ManyNavigation {
  readonly kind: "many";
  readonly name: string;
  readonly target: string;
  readonly intersect: string;
  readonly nearColumn: string;
  readonly farColumn: string;
  readonly relationship: ManyToMany;
}

export interface Table extends Omit<TableData, "columns"> {
  /** By logical name, in the order of the data file; custom columns last. */
  readonly columns: ReadonlyMap<string, Column>;
  /** By navigation property name, case kept. Aliases (regardingobjectid_lead on task) are entries of their own. */
  readonly navigations: ReadonlyMap<string, Navigation>;
  /** activity tables other than activitypointer itself: "activitypointer". */
  readonly base?: string;
  /** Pairs of a many-to-many relationship: who may read both rows of a pair may read the pair. */
  readonly intersect?: boolean;
}

/** A table that an administrator made, without what every such table has: its id, its owner, who made a row and when. */
export interface CustomTable
  extends Pick<
    TableData,
    | "name"
    | "schemaName"
    | "entitySet"
    | "label"
    | "pluralLabel"
    | "labels"
    | "pluralLabels"
    | "descriptions"
    | "typeCode"
  > {
  readonly ownership: "user" | "organization";
  /** The column whose value names a row to people. */
  readonly primaryName: Column;
  /** Notes can be about its rows. */
  readonly notes: boolean;
  /** Tasks, phone calls, e-mails and other activities can be about its rows. */
  readonly activities: boolean;
}

/** An alternate key that an administrator made. */
export interface CustomKey {
  /** `new_` and small letters, digits, underscores. */
  readonly name: string;
  readonly schemaName: string;
  readonly label: string;
  readonly columns: readonly string[];
}

/** A set of choices that columns share. */
export interface GlobalChoice {
  readonly name: string;
  readonly label: string;
  readonly labels?: Words;
  readonly descriptions?: Words;
  readonly choices: readonly Choice[];
  readonly custom?: boolean;
}

/** A choice that is added or changed: what is given replaces what was there, or the choice is gone, or stands elsewhere. */
export interface ChoiceChange extends Partial<Choice> {
  readonly value: number;
  readonly removed?: boolean;
  /** Place in the list; those without one come last, in the order they had. */
  readonly position?: number;
}

/** What an administrator may change of a table or a column that is there. */
export interface DescriptionChange extends Partial<ChangeableColumn> {
  /** Tables only. */
  readonly pluralLabels?: Words;
}
type ChangeableColumn = Pick<
  Column,
  "labels" | "descriptions" | "required" | "maxLength" | "min" | "max" | "precision" | "format"
>;

/**
 * What administrators added and changed, as stored: tables; columns; choices of columns, or with an empty `table` of the set
 * that `column` names; keys; sets of choices; many-to-many relationships; words and limits, with an empty `column` of the table.
 */
export interface Customisation {
  readonly tables?: readonly CustomTable[];
  readonly columns: readonly { readonly table: string; readonly column: Column }[];
  readonly choices: readonly { readonly table: string; readonly column: string; readonly choice: ChoiceChange }[];
  readonly keys?: readonly { readonly table: string; readonly key: CustomKey }[];
  readonly globalChoices?: readonly GlobalChoice[];
  readonly relationships?: readonly ManyToMany[];
  readonly descriptions?: readonly {
    readonly table: string;
    readonly column: string;
    readonly change: DescriptionChange;
  }[];
}

export interface Schema {
  readonly tables: ReadonlyMap<string, Table>;
  readonly byEntitySet: ReadonlyMap<string, Table>;
  /** The pairs of many-to-many relationships that are no tables of their own, by name; only links lead there. */
  readonly intersects: ReadonlyMap<string, Table>;
  readonly relationships: ReadonlyMap<string, Relationship>;
  readonly globalChoices: ReadonlyMap<string, GlobalChoice>;
  /** What of it administrators made. */
  readonly customisation: Customisation;
  /** Changes when customisation does; part of every plan cache key. */
  readonly revision: number;
}

/** A row that a lookup points at. */
export interface Reference {
  readonly table: string;
  readonly id: string;
}

/**
 * Values of a row inside the house, by column logical name. Lookups are References; dates are ISO 8601 strings in UTC
 * (DateOnly: yyyy-mm-dd); Money, Decimal and BigInt are decimal strings or numbers; choices are numbers, several choices text
 * such as `1,3`.
 */
export type Value = string | number | boolean | null | Reference;
export type Values = Record<string, Value>;
