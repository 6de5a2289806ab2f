import { expect, test } from "vitest";
import { schema } from "../form/testing/schema.ts";
import { jsonLines } from "./json-lines.ts";

const id = "0190a0b0-1111-7abc-8def-0123456789ab";
const other = "0190a0b0-2222-7abc-8def-0123456789ab";
const base = "http://127.0.0.1:4180/api/data/v9.2/";

const textOf = (value: unknown) =>
  jsonLines(schema, value, 1_000)
    .lines.map(({ depth, pieces }) => "  ".repeat(depth) + pieces.map(({ text }) => text).join(""))
    .join("\n");
const linksOf = (value: unknown) =>
  jsonLines(schema, value, 1_000).lines.flatMap(({ pieces }) => pieces.flatMap(({ to }) => to ?? []));

test.each([
  [{ a: 1, b: [true, null, "x\n<b>"], c: {}, d: [], "e@odata.x": { f: -1.5 } }],
  [[]],
  ["text"],
  [null],
  [[[1, 2], [{ a: [] }]]],
])("%j reads as JSON.stringify writes it", (value) => {
  expect(textOf(value)).toBe(JSON.stringify(value, undefined, 2));
});

test("rows, lookups, expanded rows and pages are links", () => {
  const answer = {
    "@odata.context": `${base}$metadata#leads(subject,parentaccountid(name))`,
    value: [
      {
        leadid: id,
        _parentaccountid_value: other,
        _ownerid_value: other,
        "_ownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname": "systemuser",
        parentaccountid: { accountid: other, name: "Acme" },
        subject: other,
      },
    ],
    "@odata.nextLink": `${base}leads?$skiptoken=%3Cx%3E`,
  };
  expect(linksOf(answer)).toEqual([
    `leads(${id})`,
    `accounts(${other})`,
    `systemusers(${other})`,
    `accounts(${other})`,
    "leads?$skiptoken=%3Cx%3E",
  ]);
});

test("one row, who one is, the sets and definitions are links", () => {
  expect(linksOf({ "@odata.context": `${base}$metadata#leads/$entity`, leadid: id })).toEqual([`leads(${id})`]);
  expect(linksOf({ UserId: id, OrganizationId: other })).toEqual([`systemusers(${id})`, `organizations(${other})`]);
  expect(linksOf({ value: [{ name: "leads", kind: "EntitySet", url: "leads" }] })).toEqual(["leads"]);
  expect(linksOf({ EntitySetName: "leads" })).toEqual(["leads"]);
});

test("what names nothing of ours is no link", () => {
  expect(
    linksOf({ leadid: id, "@odata.nextLink": "javascript:alert(1)", url: "leads", EntitySetName: "evil" }),
  ).toEqual([]);
  expect(linksOf({ "_x_value@Microsoft.Dynamics.CRM.lookuplogicalname": "constructor", _x_value: id })).toEqual([]);
});

test("no more lines than are wanted, and word of the rest", () => {
  const { lines, more } = jsonLines(schema, Array.from({ length: 1_000 }), 10);
  expect([lines.length, more]).toEqual([10, true]);
  expect(jsonLines(schema, [1, 2], 4).more).toBe(false);
});
