import { keywordColumns, standardSchema, systemViews, type View } from "@leadwright/schema";
import type { Person } from "./growth-person.ts";

/** One thing that people do, as the requests that the web app sends for it. */
export interface Action {
  readonly name: string;
  /** Measured so often, where the others are measured more. */
  readonly rounds?: number;
  /** `round` differs each time, so that nothing is measured that was just answered. */
  run(person: Person, round: number): Promise<void>;
}

const schema = standardSchema();
const listTables = ["lead", "account", "contact", "opportunity", "activitypointer"];
/** In how many companies' names each occurs: a word of many, and one that hardly any name begins with. */
const commonWords = ["Alder", "Birch", "Copper", "Deep", "East", "Green", "Iron"];
const rareWords = [
  "Winterbourne Zo",
  "Thackeray Ha",
  "Carrington Me",
  "Pemberton Ni",
  "Radcliffe Ju",
  "Fairclough Ly",
  "Hargreaves Wi",
];

const word = (words: readonly string[], round: number) => words[round % words.length] ?? "";

export function actions(): readonly Action[] {
  const views = systemViews.filter(({ table }) => listTables.includes(table));
  const named = (id: string) => views.find((view) => view.name.en === id) as View;
  return [
    ...views.map((view) => ({
      name: `list: ${view.name.en}`,
      run: (person: Person) => person.get(listPath(view, person)),
    })),
    { name: "deep page: All Leads, page 20", run: (person) => person.page(listPath(named("All Leads"), person), 20) },
    {
      name: "deep page: All Leads by ownerid, page 20",
      run: (person) =>
        person.page(listPath({ ...named("All Leads"), orderBy: { column: "ownerid", descending: false } }, person), 20),
    },
    ...views.flatMap(sorts),
    ...(
      [
        ["common", commonWords],
        ["rare", rareWords],
      ] as const
    ).flatMap(([kind, words]) => [
      ...["startswith", "contains"].map((operator) => ({
        name: `grid search, ${kind} word, ${operator}`,
        run: (person: Person, round: number) =>
          person.get(listPath(named("All Leads"), person, keyword(named("All Leads"), operator, word(words, round)))),
      })),
      {
        name: `search box, ${kind} word`,
        run: (person: Person, round: number) => searchBox(person, word(words, round)),
      },
    ]),
    {
      name: "form: one lead with its timeline",
      run: (person, round) => openLead(person, person.leads[round % person.leads.length] ?? ""),
    },
    {
      name: "form: one account with its timeline and its contacts, opportunities and leads",
      run: (person, round) => openAccount(person, person.accounts[round % person.accounts.length] ?? ""),
    },
    { name: "create: one lead", run: (person, round) => person.create(`Growth ${round}`) },
    {
      name: "update: one lead",
      run: (person, round) => person.update(person.leads[round % person.leads.length] ?? "", `Changed ${round}`),
    },
    {
      name: "history of one lead",
      run: (person, round) =>
        person.get(
          `RetrieveRecordChangeHistory(Target=@t)?@t=${encodeURIComponent(JSON.stringify({ "@odata.id": `leads(${person.leads[round % person.leads.length]})` }))}`,
        ),
    },
    { name: "count: open leads ($count)", run: (person) => person.get("leads/$count?$filter=statecode%20eq%200") },
    {
      name: "count: RetrieveTotalRecordCount",
      run: (person) => person.get("RetrieveTotalRecordCount(EntityNames=@n)?@n=['lead']"),
    },
  ];
}

/** Each column of the view, up and down, as a click on its head does; the order that the view has itself is its list. */
function sorts(view: View): readonly Action[] {
  const columns = view.columns.flatMap((column) => [
    { column, descending: false },
    { column, descending: true },
  ]);
  return columns
    .filter(({ column, descending }) => column !== view.orderBy.column || descending !== view.orderBy.descending)
    .map((orderBy) => ({
      name: `sort: ${view.name.en} by ${orderBy.column}${orderBy.descending ? " desc" : ""}`,
      rounds: 3,
      run: (person: Person) => person.get(listPath({ ...view, orderBy }, person)),
    }));
}

/** As the grid asks: the columns shown, a hundred rows, with a count. */
function listPath(view: View, person: Person, and = ""): string {
  const table = schema.tables.get(view.table);
  if (!table) throw new Error(view.table);
  const property = (name: string) => {
    const type = table.columns.get(name)?.type ?? "";
    return ["Lookup", "Customer", "Owner"].includes(type) ? `_${name}_value` : name;
  };
  const filters = [view.filter.replaceAll("{me}", person.id), and]
    .filter((filter) => filter !== "")
    .map((filter) => `(${filter})`);
  const filter = filters.length === 0 ? "" : `&$filter=${encodeURIComponent(filters.join(" and "))}`;
  const select = [...new Set([...view.columns, "statecode"])].map(property).join(",");
  const order = `${property(view.orderBy.column)}${view.orderBy.descending ? "%20desc" : ""}`;
  return `${table.entitySet}?$select=${select}${filter}&$orderby=${order}&$count=true`;
}

function keyword(view: View, operator: string, text: string): string {
  const table = schema.tables.get(view.table);
  return table
    ? keywordColumns(view, table)
        .map((column) => `${operator}(${column},'${text}')`)
        .join(" or ")
    : "";
}

const searched = {
  leads: ["fullname", "companyname", "emailaddress1"],
  accounts: ["name", "emailaddress1", "accountnumber"],
  contacts: ["fullname", "emailaddress1"],
  opportunities: ["name"],
};

async function searchBox(person: Person, text: string): Promise<void> {
  await Promise.all(
    Object.entries(searched).map(([set, columns]) => {
      const words = columns.includes("fullname") ? [`contains(fullname,' ${text}')`] : [];
      const begins = columns.map((column) => `startswith(${column},'${text}')`);
      const filter = encodeURIComponent(`(${[...begins, ...words].join(" or ")})`);
      return person.get(`${set}?$select=${columns[0]}&$filter=${filter}&$orderby=${columns[0]}&$top=8`);
    }),
  );
}

async function openLead(person: Person, id: string): Promise<void> {
  const about = (column: string) => `$filter=${column}%20eq%20${id}&$orderby=createdon%20desc`;
  await Promise.all([
    person.get(`leads(${id})`),
    person.get(
      `activitypointers?$select=subject,description,activitytypecode,createdon,statecode&${about("_regardingobjectid_value")}`,
    ),
    person.get(`annotations?$select=subject,notetext,createdon&${about("_objectid_value")}`),
  ]);
}

async function openAccount(person: Person, id: string): Promise<void> {
  const to = (column: string) => `$filter=${column}%20eq%20${id}`;
  await Promise.all([
    person.get(`accounts(${id})`),
    person.get(
      `activitypointers?$select=subject,description,activitytypecode,createdon,statecode&${to("_regardingobjectid_value")}&$orderby=createdon%20desc`,
    ),
    person.get(`annotations?$select=subject,notetext,createdon&${to("_objectid_value")}&$orderby=createdon%20desc`),
    person.get(`contacts?$select=fullname,jobtitle&${to("_parentcustomerid_value")}&$orderby=fullname`),
    person.get(
      `opportunities?$select=name,estimatedclosedate&${to("_parentaccountid_value")}&$orderby=estimatedclosedate%20desc`,
    ),
    person.get(`leads?$select=subject,createdon&${to("_parentaccountid_value")}&$orderby=createdon%20desc`),
  ]);
}
