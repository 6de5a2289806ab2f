/** Filters made from random trees: written down as a client would write them, they are read back as the same tree. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { filter } from "../testing/parse.ts";

/** OData text, and the tree as `printExpression` prints it. */
interface Written {
  readonly text: string;
  readonly tree: string;
  readonly kind: "leaf" | "and" | "or" | "not";
}

const leaf = (text: string, tree: string): Written => ({ text, tree, kind: "leaf" });
const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;
const operator = fc.constantFrom("eq", "ne", "gt", "ge", "lt", "le");
const words = fc.string({ unit: "grapheme", maxLength: 12 }).map((text) => text.replaceAll("\0", ""));
const textColumn = fc.constantFrom("fullname", "companyname", "parentaccountid/name", "parentcontactid/emailaddress1");
const numberColumn = fc.constantFrom("numberofemployees", "statuscode", "parentaccountid/numberofemployees");

const leaves: fc.Arbitrary<Written> = fc.oneof(
  fc
    .tuple(textColumn, operator, words)
    .map(([column, op, value]) => leaf(`${column} ${op} ${quote(value)}`, `${op}(${column},${JSON.stringify(value)})`)),
  fc
    .tuple(numberColumn, operator, fc.integer())
    .map(([column, op, value]) => leaf(`${column} ${op} ${value}`, `${op}(${column},${value})`)),
  fc
    .tuple(fc.constantFrom("contains", "startswith", "endswith"), textColumn, words)
    .map(([call, column, value]) =>
      leaf(`${call}(${column},${quote(value)})`, `${call}(${column},${JSON.stringify(value)})`),
    ),
  fc
    .tuple(numberColumn, fc.array(fc.integer(), { minLength: 1, maxLength: 4 }))
    .map(([column, values]) => leaf(`${column} in (${values.join(", ")})`, `in(${column},${JSON.stringify(values)})`)),
  fc.uuid().map((id) => leaf(`_ownerid_value eq ${id.toUpperCase()}`, `eq(_ownerid_value,${JSON.stringify(id)})`)),
  fc
    .tuple(operator, fc.date({ min: new Date("1900-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }))
    .map(([op, date]) =>
      leaf(`createdon ${op} ${date.toISOString()}`, `${op}(createdon,"${date.toISOString().slice(0, 19)}Z")`),
    ),
  fc.constant(leaf("Lead_Tasks/any()", "any(Lead_Tasks)")),
  fc.constant(leaf("Lead_Tasks/any(t:t/subject eq fullname)", "any(Lead_Tasks,eq(subject,^fullname))")),
);

const { filterText } = fc.letrec<{ filterText: Written }>((tie) => ({
  filterText: fc.oneof(
    { maxDepth: 5 },
    leaves,
    fc.tuple(fc.constantFrom("and", "or"), fc.array(tie("filterText"), { minLength: 2, maxLength: 4 })).map(
      ([kind, operands]): Written => ({
        kind,
        text: operands.map((operand) => wrap(operand, kind)).join(` ${kind} `),
        tree: `${kind}(${operands.map((operand) => operand.tree).join(",")})`,
      }),
    ),
    tie("filterText").map(
      (operand): Written => ({
        kind: "not",
        text: `not ${wrap(operand, "not")}`,
        tree: `not(${operand.tree})`,
      }),
    ),
  ),
}));

/** Parentheses only where precedence needs them. */
function wrap({ text, kind }: Written, inside: Written["kind"]): string {
  const loose = kind === "and" || kind === "or";
  return loose && !(kind === "and" && inside === "or") ? `(${text})` : text;
}

test("a written filter is read back as the same tree", () => {
  fc.assert(
    fc.property(filterText, ({ text, tree }) => {
      expect(filter("leads", text)).toBe(tree);
    }),
    { numRuns: 500 },
  );
});
