import { expect, test } from "vitest";
import { id1, refusal, schema } from "../testing/parse.ts";
import { afterServiceRoot, formatTarget, parseTarget } from "./target.ts";

const account = { table: "account", id: id1 };

test.each([
  `/accounts(${id1})`,
  `accounts(${id1.toUpperCase()})`,
  ` accounts(accountid=${id1})`,
  `/api/data/v9.2/accounts(${id1})`,
  `http://host:8080/api/data/v9.2/accounts(${id1})`,
  `HTTPS://org.example/sub/api/data/v9.0/accounts(${id1})`,
  "$1",
])("%s", (url) => {
  expect(parseTarget(schema, url, { contentIds: new Map([["1", account]]) })).toEqual(account);
});

test("alternate keys, plain and encoded", () => {
  const target = { table: "account", key: { accountnumber: "A/1'" } };
  expect(parseTarget(schema, "/accounts(accountnumber='A/1''')")).toEqual(target);
  expect(parseTarget(schema, "accounts(accountnumber=%27A%2F1%27%27%27)")).toEqual(target);
  expect(parseTarget(schema, formatTarget(schema, target))).toEqual(target);
  expect(formatTarget(schema, account)).toBe(`accounts(${id1})`);
});

test.each([
  ["", "does not name a record"],
  ["accounts", "does not name a record"],
  ["/", "does not name a record"],
  [`foos(${id1})`, "does not name a record"],
  [`http://host/other/accounts(${id1})`, "does not name a record"],
  [`//accounts(${id1})`, "does not name a record"],
  [`accounts(${id1})/name`, "expected the end, found '/'"],
  ["accounts(1)", "expected a guid"],
  ["accounts(%zz)", "percent-encoding"],
  ["$1", "Content-ID Reference: '$1' does not exist"],
  ["__proto__(1)", "does not name a record"],
])("refuses %j", (url, reason) => {
  expect(refusal(() => parseTarget(schema, url))).toContain(reason);
});

test.each([
  ["http://host/api/data/v9.2/leads?$top=1", "leads?$top=1"],
  ["/api/data/v9.2/tasks", "tasks"],
  ["/api/data/v9.2/", ""],
  ["/api/data/v9.2", ""],
  ["/api/data/v9.2?x=1", "?x=1"],
  ["https://h/org/api/data/v8.2/$batch", "$batch"],
  ["tasks", undefined],
  ["ftp://h/api/data/v9.2/tasks", undefined],
  ["/api/data/v9.2x/tasks", undefined],
  ["/api/data/vx/tasks", undefined],
])("after the service root of %s: %s", (url, rest) => {
  expect(afterServiceRoot(url)).toBe(rest);
});
