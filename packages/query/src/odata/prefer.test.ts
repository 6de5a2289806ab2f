import { describe, expect, test } from "vitest";
import { matchesAnnotation, parsePrefer, preferenceApplied } from "./prefer.ts";

test("nothing asked for", () => {
  expect(parsePrefer(undefined)).toEqual({
    returnRepresentation: false,
    annotations: { formattedValue: false, lookupLogicalName: false, navigationProperty: false, patterns: [] },
    maxPageSize: undefined,
    continueOnError: false,
    trackChanges: false,
    respondAsync: false,
  });
});

test("joined by commas or repeated", () => {
  const joined = 'return=representation, odata.include-annotations="*",odata.maxpagesize=3, odata.continue-on-error';
  const repeated = [
    "return=representation",
    'odata.include-annotations="*"',
    "odata.maxpagesize=3,odata.continue-on-error",
  ];
  expect(parsePrefer(repeated)).toEqual(parsePrefer(joined));
  expect(parsePrefer(joined)).toMatchObject({ returnRepresentation: true, maxPageSize: 3, continueOnError: true });
});

test.each([
  ['odata.include-annotations="*"', [true, true, true]],
  ["odata.include-annotations=*", [true, true, true]],
  ['odata.include-annotations="OData.Community.Display.V1.FormattedValue"', [true, false, false]],
  [
    'odata.include-annotations="OData.Community.Display.V1.FormattedValue,Microsoft.Dynamics.CRM.*"',
    [true, true, true],
  ],
  ['odata.include-annotations="Microsoft.Dynamics.CRM.lookup*"', [false, true, false]],
  ['odata.include-annotations="*,-Microsoft.Dynamics.CRM.*"', [true, false, false]],
  ['odata.include-annotations=""', [false, false, false]],
])("%s", (header, [formattedValue, lookupLogicalName, navigationProperty]) => {
  expect(parsePrefer(header).annotations).toMatchObject({ formattedValue, lookupLogicalName, navigationProperty });
});

test.each([
  ["odata.maxpagesize=1", 1],
  ["ODATA.MaxPageSize = 20 ", 20],
  ["odata.maxpagesize=9999", 5000],
  ["odata.maxpagesize=0", undefined],
  ["odata.maxpagesize=-5", undefined],
  ["odata.maxpagesize=many", undefined],
  ["odata.maxpagesize=", undefined],
  ["odata.maxpagesize=2,odata.maxpagesize=3", 2],
])("%s", (header, size) => {
  expect(parsePrefer(header).maxPageSize).toBe(size);
});

test("hostile headers are passed over", () => {
  expect(() => parsePrefer([",,,", '="', 'x="', "=", ";;", `a="${'\\"'.repeat(50)}`, "\0"])).not.toThrow();
  expect(parsePrefer(`odata.include-annotations="${"a,".repeat(10_000)}"`).annotations.patterns.length).toBeLessThan(
    101,
  );
});

test("the longest pattern decides", () => {
  expect(matchesAnnotation(["*", "-a.*", "a.b"], "a.b")).toBe(true);
  expect(matchesAnnotation(["*", "-a.*", "a.b"], "a.c")).toBe(false);
  expect(matchesAnnotation(["a.*"], "b.a")).toBe(false);
});

describe("Preference-Applied", () => {
  const preferences = parsePrefer('return=representation,odata.include-annotations="a,b*",odata.maxpagesize=3');

  test("names what was asked for and used", () => {
    expect(preferenceApplied(preferences, ["annotations", "maxPageSize"])).toBe(
      'odata.include-annotations="a,b*", odata.maxpagesize=3',
    );
    expect(preferenceApplied(preferences, ["returnRepresentation", "continueOnError"])).toBe("return=representation");
    expect(preferenceApplied(preferences, ["continueOnError"])).toBeUndefined();
  });

  test("cannot break the header", () => {
    const hostile = parsePrefer("odata.include-annotations=a\r\nx:\u{1F600}y");
    expect(preferenceApplied(hostile, ["annotations"])).toBe('odata.include-annotations="ax:y"');
  });
});
