import { type Column, type Language, standardSchema, type Table, viewsOf } from "@leadwright/schema";
import type { Labels } from "@leadwright/schema/labels/load";
import { IntlMessageFormat } from "intl-messageformat";
import { loadLanguage, type MessageId } from "../../packages/web/src/language/load.ts";

export { languages, type MessageId } from "../../packages/web/src/language/load.ts";

/** What the app says in one language, from the app's own catalogues: a test names messages, never their words. */
export interface Words {
  readonly language: Language;
  /** The message with its values filled in. */
  say(id: MessageId, values?: Readonly<Record<string, string | number>>): string;
  /** The message with anything at all where its values go; for those that count and name. */
  like(id: MessageId): RegExp;
  /** Label of a table ("lead": Lead), or of several rows of it. */
  table(name: string): string;
  tables(name: string): string;
  /** Label of a column of a standard table. */
  column(table: string, column: string): string;
  /** Label of a choice by its value. */
  choice(table: string, column: string, value: number): string;
  /** Name of a system view by its English one. */
  view(table: string, name: string): string;
  /** All that is said without a value in it: messages, and labels of tables, columns and choices. */
  readonly sayings: ReadonlySet<string>;
}

export async function wordsOf(language: Language): Promise<Words> {
  const { messages, labels } = await loadLanguage(language);
  const message = (id: MessageId) => {
    const text: string | undefined = messages[id];
    if (text === undefined) throw new Error(`no message ${id} in ${language}`);
    return text;
  };
  return {
    language,
    say: (id, values = {}) => String(new IntlMessageFormat(message(id), language).format(values)),
    like: (id) => new RegExp(`^${plainPieces(message(id)).map(escaped).join(".*")}$`, "s"),
    table: (name) => labels.table(tableOf(name)),
    tables: (name) => labels.tables(tableOf(name)),
    column: (table, column) => labels.column(tableOf(table), columnOf(table, column)),
    choice: (table, column, value) => {
      const choice = columnOf(table, column).choices?.find((each) => each.value === value);
      if (!choice) throw new Error(`no choice ${value} in ${table}.${column}`);
      return labels.choice(tableOf(table), columnOf(table, column), choice);
    },
    view: (table, name) => {
      const view = viewsOf(table).find((each) => each.name.en === name);
      if (!view) throw new Error(`no view ${name} of ${table}`);
      return view.name[language];
    },
    sayings: new Set([...Object.values(messages).filter((text) => !text.includes("{")), ...allLabels(labels)]),
  };
}

function allLabels(labels: Labels): string[] {
  return [...tables.values()].flatMap((table) => [
    labels.table(table),
    labels.tables(table),
    ...[...table.columns.values()].flatMap((column) => [
      labels.column(table, column),
      ...(column.choices ?? []).map((choice) => labels.choice(table, column, choice)),
    ]),
  ]);
}

/** The text between the outermost braces of an ICU message. */
function plainPieces(message: string): string[] {
  const pieces = [""];
  let depth = 0;
  for (const character of message) {
    if (character === "{" && depth++ === 0) pieces.push("");
    else if (character === "}") depth--;
    else if (depth === 0) pieces[pieces.length - 1] += character;
  }
  return pieces;
}

/** The text for use in a regular expression. */
export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

const { tables } = standardSchema();

function tableOf(name: string): Table {
  const table = tables.get(name);
  if (!table) throw new Error(`no table ${name}`);
  return table;
}

function columnOf(table: string, name: string): Column {
  const column = tableOf(table).columns.get(name);
  if (!column) throw new Error(`no column ${table}.${name}`);
  return column;
}
