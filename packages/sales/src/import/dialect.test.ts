import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { detectDialect } from "./dialect.ts";

const rows = 'Imię,Nazwisko,Uwagi\nŁucja,Żółć,"a, b"\nJan,Kowalski,\n';

describe("detectDialect", () => {
  it.each([
    ["utf8", rows, "utf8"],
    ["utf16le", `\ufeff${rows}`, "utf16le"],
    ["utf16be", `\ufeff${rows}`, "utf16be"],
    ["utf16le", "First,Last,Company\nAnn,Lee,Acme\n", "utf16le"],
    ["windows-1250", rows, "windows-1250"],
    ["windows-1252", "Name,Straße\nMüller,Königsallee\nGänßler,Größenweg\n", "windows-1252"],
  ])("reads %s", (encoding, text, expected) => {
    expect(detectDialect(iconv.encode(text, encoding)).encoding).toBe(expected);
  });

  it("reads Vietnamese in windows-1258", () => {
    const bytes = iconv.encode(
      "Họ,Tên\nNguyễn Đức,Dũng\nTrương,Phượng\nĐặng,Hưởng\n".normalize("NFD").replace("D\u0323", "D"),
      "windows-1258",
    );
    expect(detectDialect(bytes).encoding).toBe("windows-1258");
  });

  it("forgives a sample that ends inside a character", () => {
    const bytes = Buffer.from("a,b\nŁ,Ż");
    expect(detectDialect(bytes.subarray(0, bytes.length - 1)).encoding).toBe("utf8");
  });

  it.each([
    [",", "a,b,c\n1,2,3\n"],
    [";", "a;b;c\n1,5;2,5;3,5\n"],
    ["\t", "a\tb\tc\nx, y\tz; w\tq\n"],
    ["|", "a|b|c\n1|2|3\n"],
    [",", "only one heading\nvalue\n"],
    [",", ""],
    [";", '"a;a";"b,b"\n"1;1";"2,2"\n'],
  ])("finds the delimiter %j", (delimiter, text) => {
    expect(detectDialect(Buffer.from(text)).delimiter).toBe(delimiter);
  });
});
