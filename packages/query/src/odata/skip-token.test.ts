import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { get, id1, refusal, schema, urlOf } from "../testing/parse.ts";
import { formatSkipToken, parseSkipToken, withSkipToken } from "./skip-token.ts";

const treeOf = (orderBy: string) => get("entitySet", urlOf("leads", { $orderby: orderBy })).query;
const decoded = (orderBy: string, values: readonly (string | null)[]) =>
  decodeURIComponent(formatSkipToken(schema, treeOf(orderBy), { page: 2, values, id: id1 }));

test("has the shape of the paging cookie", () => {
  const token = formatSkipToken(schema, treeOf(""), { page: 2, values: [], id: id1 });
  expect(token).toMatch(/^%3Ccookie%20pagenumber%3D%222%22%20pagingcookie%3D%22%253Ccookie%2520page%253D%25221/);
  expect(decodeURIComponent(token)).toBe(
    `<cookie pagenumber="2" pagingcookie="${encodeURIComponent(
      `<cookie page="1"><leadid last="{${id1.toUpperCase()}}" /></cookie>`,
    )}" istracking="False" />`,
  );
});

test("what goes into a next link comes out of the next request", () => {
  const url = "leads?$orderby=fullname%20desc,parentaccountid/name";
  const cursor = { page: 3, values: [`<"O'Brien" & 'Söhne' %41>`, null], id: id1 };
  const token = formatSkipToken(schema, get("entitySet", url).query, cursor);
  expect(get("entitySet", withSkipToken(url, token)).after).toEqual(cursor);
  const again = withSkipToken(withSkipToken(url, "old"), token);
  expect(get("entitySet", again).after).toEqual(cursor);
  expect(get("entitySet", url).after).toBeUndefined();
});

test("any text is carried", () => {
  const tree = treeOf("fullname,createdon desc");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const value = text.replaceAll("\0", "");
      const cursor = { page: 2, values: [value, "2024-01-31T10:00:00Z"], id: id1 };
      expect(parseSkipToken(tree, decodeURIComponent(formatSkipToken(schema, tree, cursor)))).toEqual(cursor);
    }),
  );
});

describe("a token that does not fit is refused", () => {
  test.each([
    ["of another order", "createdon", decoded("fullname", ["x"])],
    ["with too few values", "fullname,createdon", decoded("fullname", ["x"])],
    ["with no number for a number", "numberofemployees", decoded("numberofemployees", ["1; drop"])],
    ["with a number out of range", "numberofemployees", decoded("numberofemployees", ["99999999999"])],
    ["with no date for a date", "createdon", decoded("createdon", ["infinity"])],
    ["with no guid for an id", "leadid", decoded("leadid", ["x"])],
    ["with no truth for a Boolean", "donotemail", decoded("donotemail", ["maybe"])],
    ["with NUL in a text", "fullname", decoded("fullname", ["a\0b"])],
    ["without an id", "", `<cookie pagenumber="2" pagingcookie="${encodeURIComponent('<cookie page="1"></cookie>')}"`],
    ["of page 0", "", '<cookie pagenumber="0" pagingcookie=""'],
    ["that is empty", "", ""],
    ["that is nonsense", "", "nonsense"],
    ["with broken encoding inside", "", '<cookie pagenumber="2" pagingcookie="%zz" istracking="False" />'],
    ["that is huge", "", `<cookie pagenumber="2" pagingcookie="${"a".repeat(30_000)}" />`],
  ])("%s", (_, orderBy, token) => {
    expect(refusal(() => parseSkipToken(treeOf(orderBy), token))).toContain("The $skiptoken does not belong");
  });
});
