import { describe, expect, it } from "vitest";
import { standardSchema } from "../standard.ts";
import type { Column } from "../types.ts";
import { labelsFor } from "./index.ts";
import { loadLabels } from "./load.ts";

const schema = standardSchema();
const en = labelsFor("en");
const table = (name: string) => schema.tables.get(name)!;
const column = (of: string, name: string) => table(of).columns.get(name)!;

const covered = (
  "lead account contact opportunity activitypointer task phonecall appointment email annotation connection connectionrole " +
  "competitor campaign systemuser team businessunit transactioncurrency opportunityclose import importfile importlog " +
  "incident product opportunityproduct activityparty leadtoopportunitysalesprocess duplicaterule duplicaterulecondition " +
  "organization usersettings owner publisher solution"
).split(" ");

/** The same word in that language. */
const loanwords = {
  pl: new Set([
    ...["Lead", "Administrator", "Partner", "Pager", "Problem", "KPI", "SLA", "Co-branding"],
    ...[
      "Professional",
      "Essential",
      "Enterprise",
      "Airborne",
      "DHL",
      "UPS",
      "FOB",
      "Facebook",
      "Twitter",
      "CSV",
      "XLSX",
    ],
  ]),
  vi: new Set([
    ...["Fax", "Cc", "Bcc", "Web", "URL", "KPI", "SLA"],
    ...["Airborne", "DHL", "UPS", "FOB", "Facebook", "Twitter", "CSV", "XLSX"],
  ]),
} as const;

function untranslated(name: string, language: "pl" | "vi"): string[] {
  const [labels, of] = [labelsFor(language), table(name)];
  const same = (here: string, english: string) => here === english && !loanwords[language].has(english);
  return [
    ...(same(labels.table(of), en.table(of)) || same(labels.tables(of), en.tables(of)) ? [name] : []),
    ...[...of.columns.values()].flatMap((each) => [
      ...(same(labels.column(of, each), en.column(of, each)) ? [`${name}.${each.name}`] : []),
      ...(each.choices ?? [])
        .filter((choice) => same(labels.choice(of, each, choice), en.choice(of, each, choice)))
        .map((choice) => `${name}.${each.name}.${choice.value}`),
    ]),
  ];
}

describe("labels", () => {
  it.each(covered)("%s is translated whole", (name) => {
    expect(untranslated(name, "pl")).toEqual([]);
    expect(untranslated(name, "vi")).toEqual([]);
  });

  it("name every table in every language", () => {
    const same = (["pl", "vi"] as const).flatMap((language) =>
      [...schema.tables.values()].filter(
        (each) => labelsFor(language).table(each) === each.label && !loanwords[language].has(each.label),
      ),
    );
    expect(same.map((each) => each.name)).toEqual([]);
  });

  it("never leave a placeholder or a blank", () => {
    for (const language of ["en", "pl", "vi"] as const) {
      for (const each of schema.tables.values()) {
        for (const one of each.columns.values())
          expect(labelsFor(language).column(each, one)).toMatch(/^[^{}]*\S[^{}]*$/);
      }
    }
  });

  it("say it as people of that language do", () => {
    const [pl, vi] = [labelsFor("pl"), labelsFor("vi")];
    expect([pl.table(table("lead")), pl.tables(table("lead"))]).toEqual(["Lead", "Leady"]);
    expect(vi.table(table("lead"))).toBe("Khách hàng tiềm năng");
    expect(pl.column(table("lead"), column("lead", "subject"))).toBe("Temat");
    expect(vi.column(table("lead"), column("lead", "fullname"))).toBe("Họ và tên");
    expect(pl.column(table("lead"), column("lead", "fullname"))).toBe("Imię i nazwisko");
    expect(pl.column(table("competitor"), column("competitor", "name"))).toBe("Nazwa");
  });

  it("let a Polish state agree with its noun", () => {
    const state = (name: string) => labelsFor("pl").choice(table(name), column(name, "statecode"), 0);
    expect(["lead", "opportunity", "task", "email", "account"].map(state)).toEqual([
      ...["Otwarty", "Otwarta", "Otwarte", "Otwarta", "Aktywna"],
    ]);
  });

  it.each([
    ["account", "address1_line1", "Address 1: Street 1", "Adres 1: ulica 1", "Địa chỉ 1: đường 1"],
    ["lead", "address2_upszone", "Address 2: UPS Zone", "Adres 2: strefa UPS", "Địa chỉ 2: vùng UPS"],
    ["contact", "address3_composite", "Address 3", "Adres 3", "Địa chỉ 3"],
    ["businessunit", "address2_city", "Ship To City", "Adres dostawy: miasto", "Địa chỉ giao hàng: thành phố"],
    [
      "lead",
      "revenue_base",
      "Annual Revenue (Base)",
      "Roczny przychód (waluta podstawowa)",
      "Doanh thu hằng năm (tiền tệ cơ sở)",
    ],
  ])("build %s.%s from its parts", (name, of, ...words) => {
    const built = (["en", "pl", "vi"] as const).map((language) =>
      labelsFor(language).column(table(name), column(name, of)),
    );
    expect(built).toEqual(words);
  });

  it("take a choice, its value or a truth value, and show a value without a choice as it is", () => {
    const [pl, merged, status] = [labelsFor("pl"), column("lead", "merged"), column("lead", "statuscode")];
    expect(pl.choice(table("lead"), status, 1)).toBe("Nowy");
    expect(pl.choice(table("lead"), status, status.choices![0]!)).toBe("Nowy");
    expect(pl.choice(table("lead"), merged, true)).toBe("Tak");
    expect(pl.choice(table("lead"), status, 999)).toBe("999");
  });

  it("leave an administrator's words alone", () => {
    const custom: Column = {
      ...column("lead", "companyname"),
      name: "new_constructor",
      label: "First Name",
      custom: true,
    };
    expect(labelsFor("pl").column(table("lead"), custom)).toBe("First Name");
    const unknown: Column = { ...custom, label: "constructor", custom: false };
    expect(labelsFor("pl").column(table("lead"), unknown)).toBe("constructor");
  });

  it("load one language at a time, once, with the same words", async () => {
    const pl = await loadLabels("pl");
    expect(pl.column(table("lead"), column("lead", "lastname"))).toBe("Nazwisko");
    expect(await loadLabels("pl")).toBe(pl);
    expect((await loadLabels("en")).table(table("account"))).toBe("Account");
    expect((await loadLabels("vi")).tables(table("account"))).toBe("Công ty");
  });
});
