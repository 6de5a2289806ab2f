import { describe, expect, it } from "vitest";
import { standardSchema } from "../standard.ts";
import { findColumnByHeading } from "./find-column-by-heading.ts";
import { commonSynonyms, tableSynonyms } from "./heading-synonyms.ts";
import { labelsFor } from "./index.ts";

const schema = standardSchema();
const find = (table: string, heading: string) => findColumnByHeading(schema.tables.get(table)!, heading);
const imported = ["lead", "account", "contact", "opportunity"];

describe("findColumnByHeading", () => {
  it.each([
    ["lead", "First Name", "firstname", "label"],
    ["lead", "IMIE", "firstname", "label"],
    ["lead", "Imię", "firstname", "label"],
    ["lead", "Tên", "firstname", "label"],
    ["lead", "Nazwisko", "lastname", "label"],
    ["lead", "Họ", "lastname", "label"],
    ["lead", " first_name ", "firstname", "label"],
    ["lead", "EMailAddress1", "emailaddress1", "name"],
    ["lead", "leadid", "leadid", "name"],
    ["lead", "Topic *", "subject", "label"],
    ["lead", "Chủ đề", "subject", "label"],
    ["lead", "E-mail", "emailaddress1", "label"],
    ["lead", "Mail", "emailaddress1", "synonym"],
    ["lead", "Adres e-mail", "emailaddress1", "synonym"],
    ["lead", "Phone", "telephone1", "synonym"],
    ["lead", "Telefon", "telephone1", "synonym"],
    ["lead", "Điện thoại", "telephone1", "synonym"],
    ["lead", "SĐT", "telephone1", "synonym"],
    ["lead", "Cell Phone", "mobilephone", "synonym"],
    ["lead", "Company", "companyname", "synonym"],
    ["lead", "Firma", "companyname", "synonym"],
    ["lead", "Công ty", "companyname", "synonym"],
    ["lead", "Full name", "fullname", "name"],
    ["lead", "Họ tên", "fullname", "synonym"],
    ["lead", "Imię i nazwisko", "fullname", "label"],
    ["lead", "Lead Source", "leadsourcecode", "label"],
    ["lead", "Lead Quality", "leadqualitycode", "synonym"],
    ["lead", "City", "address1_city", "label"],
    ["lead", "Created On", "overriddencreatedon", "synonym"],
    ["lead", "(Do Not Modify) Lead", "leadid", "label"],
    ["account", "Firma", "name", "synonym"],
    ["account", "Name", "name", "name"],
    ["account", "City", "address1_city", "synonym"],
    ["account", "Address1 City", "address1_city", "label"],
    ["account", "Adres 1: miasto", "address1_city", "label"],
    ["contact", "Company", "parentcustomerid", "synonym"],
    ["contact", "Business Street", "address1_line1", "synonym"],
    ["opportunity", "Revenue", "estimatedvalue", "synonym"],
    ["opportunity", "Temat", "name", "label"],
    ["task", "Due Date", "scheduledend", "label"],
  ])("%s: %s is %s, by %s", (table, heading, column, by) => {
    expect(find(table, heading)).toEqual({ column, by });
  });

  it("does not guess", () => {
    const headings = [
      ...["", "   ", "***", "Tags", "Search", "Converted", "TotalVisits", "Lead Origin", "Name of the dog"],
      ...["constructor", "__proto__", "(Do Not Modify) Row Checksum", "(Do Not Modify) Modified On", "x".repeat(1e6)],
    ];
    expect(headings.filter((heading) => find("lead", heading) !== undefined)).toEqual([]);
  });

  it("does not take a column of names for ids, nor one that nobody can fill", () => {
    expect(find("contact", "Contact")).toBeUndefined();
    expect(find("lead", "Modified By")).toBeUndefined();
  });

  it.each(imported)("%s: every label in every language finds its own column", (name) => {
    const table = schema.tables.get(name)!;
    const fillable = [...table.columns.values()].filter(
      (column) => column.type !== "Uniqueidentifier" && (column.validForCreate || column.validForUpdate),
    );
    const strays = (["en", "pl", "vi"] as const).flatMap((language) =>
      fillable.filter((column) => {
        const label = labelsFor(language).column(table, column);
        return findColumnByHeading(table, label)?.column !== column.name;
      }),
    );
    // A heading "Revenue" in a file of opportunities holds amounts, though the two-options column has that label.
    const expected = name === "opportunity" ? ["isrevenuesystemcalculated"] : [];
    expect([...new Set(strays.map((column) => column.name))]).toEqual(expected);
  });

  it("means one column by each synonym of a table, and only columns that exist", () => {
    for (const name of imported) {
      const { columns } = schema.tables.get(name)!;
      const own = tableSynonyms.get(name)!;
      expect([...own.keys()].filter((column) => !columns.has(column))).toEqual([]);
      const wrong = [...own].flatMap(([column, words]) =>
        words.filter((word) => find(name, word)?.column !== column).map((word) => `${name}.${column}: ${word}`),
      );
      expect(wrong).toEqual([]);
    }
    const known = new Set(imported.flatMap((name) => [...schema.tables.get(name)!.columns.keys()]));
    expect([...commonSynonyms.keys()].filter((column) => !known.has(column))).toEqual([]);
  });
});
