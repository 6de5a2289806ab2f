/** What mutations put in place of something good: names of other things, and values that have made programs fall. */
import { readProperty, standardSchema } from "@leadwright/schema";

export const tables = [
  "lead",
  "account",
  "contact",
  "opportunity",
  "task",
  "annotation",
  "systemuser",
  "transactioncurrency",
];

/** Of each table its columns as the API names them, and its navigations, set and name. */
const families: readonly (readonly string[])[] = tables.map((name) => {
  const table = standardSchema().tables.get(name);
  if (table === undefined) throw new Error(`No table '${name}'`);
  const columns = [...table.columns.values()].flatMap((column) => [readProperty(column), column.name]);
  return [...columns, ...table.navigations.keys(), table.name, table.entitySet];
});

export const names: readonly string[] = families.flat();

/** What may stand in the place of a name and be right there: names of the same table. Undefined for what is no name. */
export function kinOf(word: string): readonly string[] | undefined {
  return families.find((family) => family.includes(word));
}

/** Pieces of the languages of queries. */
export const pieces: readonly string[] = [
  ...["eq", "ne", "gt", "ge", "lt", "le", "and", "or", "not ", "null", "true", "false", "asc", "desc", "in"],
  ...["(", ")", ",", ";", "/", "=", " ", "'", "''", '"', "[", "]", "{", "}", ":", "@p1", "@", "$", "*", "&", "#", "?"],
  ...["contains(", "startswith(", "any(", "all(", "any()", "o:o/", "$ref", "$value", "$count", "/$count", "$it"],
  ...["groupby((", "))", "aggregate(", "$count as n", " with sum as s", " with countdistinct as d", "filter("],
  ...["Microsoft.Dynamics.CRM.", "PropertyName=", "PropertyValue=", "PropertyValues=["],
  ...["$select=", "$filter=", "$orderby=", "$expand=", "$top=", "$levels=max", "$skip=1", "$search=x"],
  ...["<", ">", "</", "/>", "<fetch>", "<filter>", "</filter>", "<value>", "<!--", "<![CDATA[", "&amp;", "&#65;"],
  ...['<filter type="or">', '<condition attribute="statecode" operator="null"/>', '<link-entity name="account"/>'],
  ...["&#0;", "&x;", '<!DOCTYPE a [<!ENTITY x "y">]>', 'link-type="any"', 'aggregate="true"', 'operator="under"'],
  ...["inner", "outer", "not any", "exists", "in", "matchfirstrowusingcrossapply", "between", "eq-userid", "like"],
  ...["count", "sum", "avg", "min", "max", "countcolumn", "day", "week", "fiscal-period", "year", "valueof"],
];

/** Values, as text. */
export const literals: readonly string[] = [
  ...["0", "1", "-1", "5", "2147483648", "99999999999999999999", "-1.5e3", "1e309", "0x10", "NaN", "INF", "007"],
  ...["'x'", "''", "'%'", "'_\\'", "2026-02-30", "9999-12-31T23:59:59Z", "0001-01-01", "2026-01-01", "-2026-01-01"],
  ...["0195c0de-0000-7000-8000-000000000001", "{0195c0de-0000-7000-8000-000000000001}", "\u0141", "\ud83d\ude42"],
  ...["\u0000", "\ud800", "\u202e", "%", "_", "\\", "%00", "%ZZ", "%C3%28", "%2527", "\n", "\r\n", "\t", "+"],
  ...["__proto__", "constructor", "toString", "x".repeat(300), "(".repeat(200), "not ".repeat(150), "' or 1=1 --"],
];

/** Values of a body. */
export const jsonValues: readonly unknown[] = [
  ...[null, true, false, 0, 1, -1, 3, 1e308, -0.1, 2147483648, 1e15, "", "x", " ", "0", "NaN", "\u0000"],
  ...["\ud800", "x".repeat(5_000), "2026-02-30", "2026-01-01T00:00:00Z", "2026-01-01", "/accounts(x)", "$1", "leads"],
  ...["http://x/y", "data:,", "0195c0de-0000-7000-8000-000000000001", [], {}, [[]], [null], { value: 1 }],
  ...[{ "@odata.id": "leads(x)" }, { "@odata.type": "Microsoft.Dynamics.CRM.lead" }, { toString: {} }],
  [{ toString: null, valueOf: 1 }],
];

export const jsonKeys: readonly string[] = [
  ...["__proto__", "constructor", "toString", "", "value", "@odata.type", "@odata.id", "@odata.bind", "Targets"],
  ...["ownerid@odata.bind", "parentaccountid@odata.bind", "customerid_account@odata.bind", "Lead_Tasks"],
  ...["Lead_Tasks@odata.bind", "versionnumber", "overriddencreatedon", "email_activity_parties", "Target"],
];

/** Headers and what may stand in them. */
export const headerValues: Readonly<Record<string, readonly string[]>> = {
  "if-match": ["*", 'W/"1"', "null", "", '"', 'W/"99999999999999999999"', 'W/"1", W/"2"'],
  "if-none-match": ["*", "null", 'W/"1"', "x"],
  prefer: [
    ...["return=representation", "return=minimal", 'odata.include-annotations="*"', "odata.maxpagesize=0"],
    ...["odata.maxpagesize=1", "odata.maxpagesize=99999", "odata.continue-on-error", "respond-async", ",,;=", '"'],
    ...['odata.include-annotations="OData.*",odata.maxpagesize=2', "odata.track-changes", "odata.maxpagesize=-1"],
  ],
  mscrmcallerid: ["0195c0de-0000-7000-8000-000000000001", "x", ""],
  callerobjectid: ["0195c0de-0000-7000-8000-000000000001", "'"],
  "content-type": ["text/plain", "application/json;type=entry", "multipart/mixed", "application/octet-stream", "x"],
  "odata-version": ["4.0", "3.0", "x"],
  accept: ["application/json", "application/xml", "*/*;q=0", "text/html"],
  "accept-language": ["pl", "vi,en;q=0.1", "*", ";;;"],
  "mscrm.suppressduplicatedetection": ["false", "x"],
  range: ["bytes=0-1", "bytes=5-", "bytes=-1", "lines=1"],
  "leadwright-operation": ["x", ""],
};
