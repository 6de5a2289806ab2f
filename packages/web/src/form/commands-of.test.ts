import { describe, expect, test } from "vitest";
import { commandsOf } from "./commands-of.ts";
import { tableNamed } from "./testing/schema.ts";

const commands = (
  table: string,
  statecode: number,
  options: { readOnly?: boolean; may?: (right: string) => boolean } = {},
) =>
  commandsOf({
    table: tableNamed(table),
    record: { statecode },
    readOnly: options.readOnly ?? false,
    may: options.may ?? (() => true),
  }).map((command) => command.action);

describe("commands of a record", () => {
  test("an open lead is qualified or disqualified, a closed one reactivated", () => {
    expect(commands("lead", 0)).toEqual([
      "qualify",
      "disqualify",
      "save",
      "saveAndClose",
      "assign",
      "delete",
      "refresh",
    ]);
    expect(commands("lead", 1, { readOnly: true })).toEqual([{ statecode: 0 }, "assign", "delete", "refresh"]);
  });

  test("an opportunity is won or lost, then reopened", () => {
    expect(commands("opportunity", 0).slice(0, 2)).toEqual(["win", "lose"]);
    expect(commands("opportunity", 2, { readOnly: true })[0]).toEqual({ statecode: 0 });
  });

  test("activities are completed or cancelled; a mail that was sent stays sent", () => {
    expect(commands("appointment", 3).slice(0, 2)).toEqual([{ statecode: 1 }, { statecode: 2 }]);
    expect(commands("task", 1, { readOnly: true })[0]).toEqual({ statecode: 0 });
    expect(commands("email", 1, { readOnly: true })[0]).toBe("assign");
  });

  test("nothing is offered that the user may not do", () => {
    expect(commands("lead", 0, { readOnly: true, may: (right) => right === "read" })).toEqual(["refresh"]);
    expect(
      commandsOf({ table: tableNamed("lead"), readOnly: false, may: () => true }).map((each) => each.action),
    ).toEqual(["save", "saveAndClose"]);
  });
});
