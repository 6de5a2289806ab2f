import { describe, expect, test } from "vitest";
import type { Words } from "../language/use-words.ts";
import { columnNamedIn, findProblems } from "./read-draft.ts";
import { columnsOf, tableNamed, warsaw } from "./testing/schema.ts";

const lead = tableNamed("lead");
const words: Words = (id, values) => [id, ...Object.values(values ?? {})].join(" ");
const problem = (name: string, draft: string | null) =>
  findProblems({ table: lead, writing: warsaw, words, language: "en" }, columnsOf("lead", name), { [name]: draft })[
    name
  ];

describe("a field's problem, in words", () => {
  test("required", () => {
    expect(problem("lastname", " ")).toBe("form.problem.required");
    expect(problem("ownerid", null)).toBe("form.problem.required");
    expect(problem("firstname", "")).toBeUndefined();
  });

  test("too long, counted in characters", () => {
    expect(problem("firstname", "x".repeat(51))).toBe("form.problem.tooLong 50");
    expect(problem("firstname", "😀".repeat(50))).toBeUndefined();
  });

  test("numbers", () => {
    expect(problem("budgetamount", "a lot")).toBe("form.problem.number 1,234.50");
    expect(problem("numberofemployees", "1.5")).toBe("form.problem.whole");
    expect(problem("numberofemployees", "-1")).toMatch(/^form\.problem\.range 0 /);
    expect(problem("budgetamount", "12.5")).toBeUndefined();
  });

  test("dates", () => {
    expect(problem("estimatedclosedate", "2024-02-30")).toBe("form.problem.date");
    expect(problem("estimatedclosedate", "1024-02-01")).toMatch(/^form\.problem\.range/);
    expect(problem("estimatedclosedate", "2024-02-29")).toBeUndefined();
  });
});

test("the column that the server's words name, in each language", () => {
  expect(columnNamedIn("The length of the 'subject' attribute of the 'task' entity", lead)?.name).toBe("subject");
  expect(columnNamedIn("Wartość pola „jobtitle” w „lead” przekracza", lead)?.name).toBe("jobtitle");
  expect(columnNamedIn("'nothing' of 'lead' is wrong", lead)).toBeUndefined();
});
