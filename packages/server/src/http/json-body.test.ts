import { AppError } from "@leadwright/schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJson } from "./json-body.ts";
import { jsonErrorPosition } from "./json-position.ts";

const parse = (text: string) => parseJson(Buffer.from(text));

describe("parseJson", () => {
  test("takes an empty body for none", () => {
    expect(parse("")).toBeUndefined();
    expect(parse(" \r\n")).toBeUndefined();
  });

  test("passes over a byte order mark", () => {
    expect(parse("\ufeff{}")).toEqual({});
  });

  test.each([
    ['{"a": 1,}', 8, "}"],
    ['{"a" 1}', 5, "1"],
    ["[1, 2", 5, undefined],
    ['{"a": tru}', 6, "t"],
    ['{"a": "x\ny"}', 8, "\n"],
    ['["\\x"]', 2, "\\"],
    ["[1]]", 3, "]"],
    ["[1}", 2, "}"],
    ['{1: "a"}', 1, "1"],
    ["01", 1, "1"],
    ['{"a": 1', 7, undefined],
  ])("says where %j goes wrong", (text, position, found) => {
    const expected = found === undefined ? "it ends too early" : `unexpected '${found}'`;
    expect(() => parse(text)).toThrow(`The body is not valid JSON: ${expected} at position ${position}.`);
  });

  test("refuses text that is not UTF-8", () => {
    expect(() => parseJson(Buffer.from([0x22, 0xff, 0x22]))).toThrow("not valid UTF-8");
  });

  test("refuses nesting that would exhaust the stack of what reads it", () => {
    expect(() => parse("[".repeat(65) + "]".repeat(65))).toThrow("deeper than 64");
    expect(() => parse('{"a":'.repeat(200_000))).toThrow("it ends too early");
    expect(parse("[".repeat(64) + "]".repeat(64))).toBeInstanceOf(Array);
  });
});

describe("jsonErrorPosition", () => {
  test("finds nothing wrong in valid JSON, and the end in JSON that is cut short", () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (text, cut) => {
        expect(jsonErrorPosition(text)).toBe(text.length);
        const whole = `[${text}]`;
        const end = 1 + (cut % (whole.length - 1));
        const position = jsonErrorPosition(whole.slice(0, end));
        // A number or a word that is cut short is reported where it starts.
        expect(position).toBeLessThanOrEqual(end);
        expect(() => JSON.parse(whole.slice(0, end))).toThrow();
      }),
    );
  });

  test("agrees with JSON.parse on whether text is valid", () => {
    const noise = fc.array(fc.constantFrom("{", "}", "[", "]", ",", ":", '"a"', "1", "null", "\\", '"', " "), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(noise, (pieces) => {
        const text = pieces.join("");
        try {
          parse(text);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
    );
  });
});
