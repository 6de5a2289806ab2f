import { expect, test } from "vitest";
import type { SignedIn } from "../api/session.ts";
import { tableNamed, warsaw } from "../form/testing/schema.ts";
import { counterparts, doneStatus, quickDrafts } from "./quick-activity.ts";

const self = { table: "lead", id: "l", name: "Ada" };
const session = {
  user: { id: "u", name: "Łucja" },
  organisation: { baseCurrency: { id: "c", code: "EUR" } },
} as SignedIn;
const start = (table: string) =>
  quickDrafts({
    table: tableNamed(table),
    self,
    others: [self],
    phone: "+48 1",
    session,
    writing: warsaw,
    now: Date.parse("2024-03-10T12:10:00Z"),
  });

test("a call is from me to them, at their number", () => {
  const me = { table: "systemuser", id: "u", name: "Łucja" };
  expect(start("phonecall")).toMatchObject({ from: [me], to: [self], phonenumber: "+48 1", regardingobjectid: self });
});

test("an appointment is for half an hour from the next full one, on the user's clock", () => {
  expect(start("appointment")).toMatchObject({ scheduledstart: "2024-03-10T14:00", scheduledend: "2024-03-10T14:30" });
});

test("an opportunity is talked over with its contact, else its account", () => {
  const id = "_parentaccountid_value";
  const opportunity = tableNamed("opportunity");
  expect(counterparts(opportunity, { [id]: "a" })).toEqual([{ table: "account", id: "a", name: "a" }]);
  expect(counterparts(opportunity, {})).toEqual([]);
  expect(counterparts(tableNamed("lead"), { leadid: "l", fullname: "Ada" })).toEqual([self]);
});

test("a call that is over was made or received", () => {
  expect(doneStatus(tableNamed("phonecall"), { directioncode: true })).toBe(2);
  expect(doneStatus(tableNamed("phonecall"), { directioncode: false })).toBe(4);
  expect(doneStatus(tableNamed("email"), {})).toBe(3);
  expect(doneStatus(tableNamed("task"), {})).toBeUndefined();
});
