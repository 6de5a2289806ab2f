/** A case of the standard's grammar as a request, and which cases are none of Dataverse's business. */
import type { StandardCase } from "./standard-cases.ts";

const guid = "0a0b0c0d-1111-4111-8111-000000000001";

/** What stands before the input of a rule: a value or an expression needs a query around it. */
const around: Readonly<Record<string, string>> = {
  odataRelativeUri: "",
  resourcePath: "",
  ...{
    queryOptions: "Products?",
    systemQueryOption: "Products?",
    skiptoken: "Products?",
    customQueryOption: "Products?",
  },
  ...{ filter: "Products?", select: "Products?", expand: "Products?", orderby: "Products?", orderBy: "Products?" },
  ...{ boolCommonExpr: "Products?$filter=", boolcommonExpr: "Products?$filter=", commonExpr: "Products?$filter=" },
  ...{ notExpr: "Products?$filter=", anyExpr: "Products?$filter=Items/", functionParameter: "TheBestProduct(" },
  ...{ firstMemberExpr: "Products?$orderby=", propertyPathExpr: "Products?$orderby=", guid: "Products(" },
  ...{ stringLiteral: "Products?$filter=Name eq ", null: "Products?$filter=Name eq " },
  ...{ date: "Products?$filter=BirthDate eq ", dateValue: "Products?$filter=BirthDate eq " },
  dateTimeOffsetValue: "Products?$filter=ReleaseDate eq ",
  ...{ dateTimeOffsetLiteral: "Products?$filter=ReleaseDate eq " },
  ...{ dateTimeOffsetValueInUrl: "Products?$filter=ReleaseDate eq ", boolean: "Products?$filter=Completed eq " },
  ...{ booleanValue: "Products?$filter=Completed eq ", decimalValue: "Products?$filter=Price eq " },
  ...{ decimalLiteral: "Products?$filter=Price eq ", doubleValue: "Products?$filter=Double eq " },
  ...{ doubleLiteral: "Products?$filter=Double eq ", singleValue: "Products?$filter=Double eq " },
  ...{ singleLiteral: "Products?$filter=Double eq ", primitiveLiteral: "Products?$filter=Size eq " },
  ...{ sbyteValue: "Products?$filter=Size eq ", sbyteLiteral: "Products?$filter=Size eq " },
  ...{ byteValue: "Products?$filter=Size eq ", int16Value: "Products?$filter=Size eq " },
  ...{ int16Literal: "Products?$filter=Size eq ", int32Value: "Products?$filter=Size eq " },
  ...{ int32Literal: "Products?$filter=Size eq ", int64Value: "Products?$filter=Long eq " },
  int64Literal: "Products?$filter=Long eq ",
};
const closing: Readonly<Record<string, string>> = { guid: ")", functionParameter: ")" };

/** The request, and at which offset of it the input begins; undefined for a rule that no request has. */
export function requestOf({ rule, input }: StandardCase): { url: string; start: number } | undefined {
  const before = around[rule];
  if (before === undefined) return undefined;
  // A value is written as bodies have it; in a URL a plus would be a space.
  const value = /Value$/.test(rule) ? input.replaceAll("+", "%2B") : input;
  const text = rule === "stringLiteral" ? value.replaceAll("&", "%26") : value;
  // Keys of Dataverse are guids. A fragment is never sent.
  const url =
    `${before}${text}${closing[rule] ?? ""}`
      .replace(/^\w+\(ID=\d+\)|\b(Categories|Products|Customers|Suppliers)\(\d+\)/g, withGuid)
      .split("#")[0] ?? "";
  return { url, start: before.length };
}

function withGuid(key: string): string {
  return `${key.slice(0, key.indexOf("("))}(${guid})`;
}

export interface LeftOut {
  readonly group: string;
  readonly why: string;
  fits(each: StandardCase): boolean;
}

const input = (pattern: RegExp) => (each: StandardCase) => pattern.test(each.input);
const rule = (pattern: RegExp) => (each: StandardCase) => pattern.test(each.rule);

/** The first that fits counts. What is here for is in docs/odata-cases.md too. */
export const leftOut: readonly LeftOut[] = [
  {
    group: "Parts of other messages",
    why: "Context URLs, headers, preferences and request ids are no requests; what of them is read has tests of its own.",
    fits: rule(
      /^(context|preference|prefer|header|request-id|maxpagesizePreference|includeAnnotationsPreference|odataUri|odataIdentifier|entitySetName|stringInUrl)$/,
    ),
  },
  {
    group: "Types that no column has",
    why: "Geography, geometry, durations, times of day, enumerations and binary literals: Dataverse has no such columns to compare.",
    fits: (each) =>
      /^(geo|duration|timeOfDay|enum|binary|primitiveValue)/.test(each.rule) ||
      /geo\.|geography'|geometry'|Sales\.Pattern|duration'|binary'|totalseconds|\(23(:|%3A)59/.test(each.input),
  },
  {
    group: "Numbers and dates beyond the database",
    why: "Infinity, not-a-number, the year 0, years before it and leap seconds cannot be stored.",
    fits: input(/^-?INF$|^NaN$|^0000-|^-1\d{4}-|:60Z$/),
  },
  {
    group: "Free text search and compute",
    why: "$search, $compute, $index and $schemaversion are not in Dataverse's Web API; text is searched with contains.",
    fits: (each) =>
      /\$?(search|compute|index|schemaversion)=/.test(each.input) || /^(search|compute|deltatoken)/.test(each.rule),
  },
  {
    group: "Functions and arithmetic in expressions",
    why: "Dataverse has contains, startswith, endswith and its own query functions, and no others, nor arithmetic.",
    fits: input(
      /\b(add|sub|mul|div|divby|mod)\b|^-Price|\b(concat|indexof|length|substring|matchesPattern|tolower|toupper|trim|date|day|fractionalseconds|hour|maxdatetime|mindatetime|minute|month|now|second|time|totaloffsetminutes|year|ceiling|floor|round|cast|isof|case|hassubset|hassubsequence)(\(|%28)|\bhas\b/,
    ),
  },
  {
    group: "Names in any case, without a dollar sign",
    why: "Version 4.01 lets names be written in any case and options without $; Dataverse reads version 4.0, where such options are somebody else's.",
    fits: input(/\$OrderBy|\$Format|^tRUe$| E[Qq] /),
  },
  {
    group: "Functions and actions of a model of its own",
    why: "Operations of Dataverse are called as the last segment or as Microsoft.Dynamics.CRM's query functions; they cannot be composed.",
    fits: input(
      /(Model|Special|Sales|Namespace)\.\w+|MostPopular|BestSellingProduct|BestProduct|ProductsBy|AllOrders|ActionName|PreferredSupplier|TheBest|Activation|LeaveRequests|ProductsOrderedBy/,
    ),
  },
  {
    group: "Complex properties and collections of values",
    why: "Every property of Dataverse is a single value of a simple type.",
    fits: input(/Address|EmailAddresses|Sizes|Names|Thumbnail|\bLocation\b|Items\(1\)|lambda\/Completed$|^lambda/),
  },
  {
    group: "Annotations in queries",
    why: "They are asked for with the Prefer header.",
    fits: input(/@(Core|Measures|Namespace|Currency|Messages)/),
  },
  {
    group: "$root, $this, $it as a value, $crossjoin, $all, $each, $entity, $query",
    why: "Not in Dataverse's Web API.",
    fits: input(/\$(root|this|crossjoin|all|each|entity|query)\b|\$it(,|$| eq)|\$it\//),
  },
  {
    group: "Filters and counts as path segments",
    why: "$filter and $count inside a path or an expand are of version 4.01; any() and $count behind a set say the same.",
    fits: input(/\/\$filter\(|\/\$count( |\(|$|\/|=)|\$count=true\)|\/\$count\b.*lt/),
  },
  {
    group: "$levels and wildcards of $expand",
    why: "An expand of Dataverse names each navigation property.",
    fits: input(/\$levels|\$expand=(\*|\$value)/),
  },
  {
    group: "Keys that are no guids, keys as segments",
    why: "A row is named by its guid or an alternate key that the table has.",
    fits: (each) =>
      /^\w+(\(|%28)(@|ID=@|'|%27|KeyAlias|ID=\d+,|OrderID|2018)|^(Customers|Employees|People|Categories|OrderItems|Orders)\/[^$]|\/\d+\b|\(ID=/.test(
        each.input,
      ),
  },
  {
    group: "Lists and objects as values",
    why: "Lists stand behind `in` and in PropertyValues; objects are parameters of functions.",
    fits: input(/^\W*[[{]|with\(\[|in \(FirstName\)|"?\$?filter=\$it|\[\]|eq \[|in \(\)|in \[\]|\{"/),
  },
  {
    group: "Parameters inside an expand",
    why: "Aliases are given once, at the end of the URL.",
    fits: input(/\((.*;)?@\w+=/),
  },
  {
    group: "Expressions in $orderby, values alone",
    why: "Rows are ordered by properties; a condition compares something.",
    fits: input(
      /^\$orderby=Cost ge|^Products$|^\$skiptoken|^Product$|Supplier$|Products$|^Items$|^Size$|^true$|^\(true\)$|^""$|^\$orderby=Name&!/,
    ),
  },
  {
    group: "Values of another type than their column",
    why: "A number is compared with numbers, a text with texts.",
    fits: input(/^Size eq true$|^'Huge'$/),
  },
  {
    group: "Temporal data",
    why: "Dataverse keeps no periods of validity; its history is in the audit.",
    fits: input(/\$(at|from|to|toInclusive|period)=|Temporal/i),
  },
  {
    group: "Aggregation beyond filter, groupby and aggregate",
    why: "Dataverse reads filters, then one groupby or aggregate over properties of the row and of rows that its lookups point at.",
    fits: input(/\$apply=|aggregate\(|\$these|rollup|isdefined/),
  },
  {
    group: "Formats",
    why: "Answers are JSON, $metadata is XML.",
    fits: input(/\$format=/),
  },
  {
    group: "Paging by number",
    why: "$skip is not in Dataverse's Web API; pages are followed by their next links.",
    fits: input(/\$skip=/),
  },
  {
    group: "References of whole sets and rows",
    why: "$ref stands behind a navigation property.",
    fits: input(/^\w+\/\$ref|^\w+\(1\)\/\$(ref|value)$/),
  },
];

/** What the standard refuses and this reader takes, on purpose. */
export const letPass: readonly LeftOut[] = [
  {
    group: "Let pass: spaces and the numbers 0 and 1",
    why: "A space behind `=`, and 0 and 1 for Boolean values, which clients of Dataverse send.",
    fits: (each) => each.input === "$filter= true" || (each.rule === "boolean" && /^[01]$/.test(each.input)),
  },
  {
    group: "Let pass: encoded values",
    why: "A colon may be percent-encoded in a URL; the case is of a body.",
    fits: (each) => each.rule === "dateTimeOffsetValue" && each.input.includes("%3A"),
  },
];
