import { AppError } from "@leadwright/schema";
import fc from "fast-check";
import { expect, test } from "vitest";
import { refusal, schema } from "../testing/parse.ts";
import { readFetch } from "./fetch.ts";
import { parseXml } from "./xml.ts";

test("elements, attributes, text, comments", () => {
  const root = parseXml(
    `<?xml version="1.0"?> <!-- < & --><a b = 'x"&amp;&#321;' c=""> t<![CDATA[<&]]>&lt; <d/></a>\n`,
  );
  expect(root).toMatchObject({ name: "a", text: " t<&< ", position: 34 });
  expect([...root.attributes].map(([name, { value }]) => `${name}=${value}`)).toEqual(['b=x"&Ł', "c="]);
  expect(root.children.map(({ name, position }) => `${name} ${position}`)).toEqual(["d 83"]);
});

test.each([
  ["", "fetchEmpty: The query holds no element at position 0"],
  ["<!-- -->", "fetchNode: The query holds no element"],
  ["x", "Text is not allowed outside of the <fetch> element at position 0"],
  ['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "Document types and entities are not allowed at position 0"],
  ['<a><!ENTITY b "c"></a>', "Document types and entities are not allowed at position 3"],
  ["<a>&b;</a>", "'&' must begin a character such as '&amp;' or '&#38;' at position 3"],
  ["<a b='&#x110000;'/>", "'&' must begin a character"],
  ["<a b='&#0;'/>", "The character NUL is not allowed"],
  ["<a><?php ?></a>", "Processing instructions are not allowed at position 3"],
  ["<a><b></a>", "Expected </b>, found '</a' at position 6"],
  ["<a></a></a>", "Expected the end, found '</a' at position 7"],
  ["<a/><b/>", "There may be one <fetch> element only at position 4"],
  ["<a><b/>", "<a> is not closed at position 0"],
  ["<a b/>", "Expected '=' behind 'b' at position 4"],
  ["<a b=c/>", "Expected a value in quotes at position 5"],
  ["<a b='c/>", "has no closing quote at position 5"],
  ["<a b='<'/>", "'<' is written '&lt;' in a value at position 6"],
  ["<a b='1' b='2'/>", "The attribute 'b' is given twice at position 9"],
  ["<a", "Expected '>' to end <a> at position 2"],
  ["< a/>", "Expected an element's name at position 1"],
  ["<a><!-- </a>", "The comment is not closed at position 3"],
  ["<a>".repeat(41), "The elements are nested too deeply at position 120"],
  [`<a>${"<b/>".repeat(5000)}</a>`, "There are more than 5000 elements"],
  [`<a b="${"x".repeat(300_000)}"/>`, "The query is longer than 262144 characters"],
  [`<a ${Array.from({ length: 41 }, (_, index) => `b${index}=""`).join(" ")}/>`, "There are too many attributes"],
])("refuses %.40s", (text, problem) => expect(refusal(() => parseXml(text))).toContain(problem));

const pieces = fc.constantFrom(
  ...[
    "<fetch>",
    "</fetch>",
    "<fetch ",
    '<entity name="lead">',
    "</entity>",
    "<filter>",
    "</filter>",
    "<value>",
    "</value>",
  ],
  ...[
    "<condition ",
    "/>",
    ">",
    'attribute="',
    "fullname",
    '"',
    "operator=",
    "'eq'",
    "'in'",
    " value='x'",
    "&amp;",
    "&",
    "&#",
    ";",
  ],
  ...[
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE x>",
    "<?x?>",
    "\0",
    "\ud800",
    "Ł",
    " ",
    "\n",
    "<",
    "=",
    "5",
    "<link-entity ",
  ],
  ...[
    'name="account"',
    'from="accountid"',
    'to="parentaccountid"',
    'link-type="any"',
    "</link-entity>",
    'aggregate="true"',
  ],
);

test("whatever comes in, a query comes out or an error with a place, and soon", () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      try {
        readFetch(schema, parts.join(""));
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        expect(error.message).toMatch(/ at position \d+ of fetchXml\.$/);
      }
    }),
    { numRuns: 2000 },
  );
});

test("time is linear in the text", () => {
  const started = performance.now();
  for (const text of [
    "&amp;".repeat(50_000),
    "<a>".repeat(80_000),
    "<a ".repeat(80_000),
    `<a b="${"&".repeat(250_000)}`,
  ])
    refusal(() => parseXml(text));
  parseXml(`<a>${'<b c="" d="" e="" f=""/>'.repeat(4_900)}${"&lt;".repeat(20_000)}</a>`);
  expect(performance.now() - started).toBeLessThan(1_000);
});
