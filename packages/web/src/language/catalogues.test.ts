import { IntlMessageFormat } from "intl-messageformat";
import { expect, test } from "vitest";
import { messages as en } from "./en.ts";
import { messages as pl } from "./pl.ts";
import { messages as vi } from "./vi.ts";

const catalogues: Record<string, Record<string, string>> = { en, pl, vi };
const files = import.meta.glob<Record<string, string>>("./*/*.json", { eager: true, import: "default" });

type Part = ReturnType<InstanceType<typeof IntlMessageFormat>["getAst"]>[number];

/** Names that a message is filled with, and of its plurals the forms. */
function shape(parts: readonly Part[], names = new Set<string>(), plurals: string[][] = []) {
  for (const part of parts) {
    if ("value" in part && part.type !== 0) names.add(String(part.value));
    if (!("options" in part) || !part.options) continue;
    if ("pluralType" in part) plurals.push(Object.keys(part.options));
    for (const option of Object.values(part.options)) shape((option as { value: Part[] }).value, names, plurals);
  }
  return { names: [...names].filter((name) => name !== "undefined").sort(), plurals };
}

const parse = (id: string, language: string) =>
  shape(new IntlMessageFormat(catalogues[language]![id]!, language).getAst() as Part[]);

test.each(["pl", "vi"])("%s has the same messages as en", (language) => {
  expect(Object.keys(catalogues[language]!).sort()).toEqual(Object.keys(en).sort());
});

test.each(["pl", "vi"])("%s fills its messages with the same values as en", (language) => {
  for (const id of Object.keys(en)) expect(parse(id, language).names, id).toEqual(parse(id, "en").names);
});

test("Polish plurals have all four forms", () => {
  for (const id of Object.keys(pl)) {
    for (const forms of parse(id, "pl").plurals) {
      expect(forms.filter((form) => !form.startsWith("=")).sort(), id).toEqual(["few", "many", "one", "other"]);
    }
  }
});

test.each(["en", "pl", "vi"])("no id of %s is in two files, where one would hide the other", (language) => {
  const ids = Object.entries(files).flatMap(([path, file]) =>
    path.startsWith(`./${language}/`) ? Object.keys(file) : [],
  );
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test("no message is empty", () => {
  for (const [language, catalogue] of Object.entries(catalogues)) {
    for (const [id, text] of Object.entries(catalogue)) expect(text.trim(), `${language} ${id}`).not.toBe("");
  }
});
