import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import type { Dialect } from "./dialect.ts";
import { DialectProbe } from "./dialect-probe.ts";

function detectDialect(...pieces: Buffer[]): Dialect {
  const probe = new DialectProbe();
  for (const piece of pieces) probe.add(piece);
  return probe.dialect;
}

const rows = 'Imię,Nazwisko,Uwagi\nŁucja,Żółć,"a, b"\nJan,Kowalski,\n';

describe("the dialect of a file", () => {
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

  it.each([
    ["windows-1250", "iso-8859-2", "Zażółć gęślą jaźń,Ściana\n"],
    ["iso-8859-2", "windows-1250", "Zażółć gęślą jaźń,Ściana\n"],
  ])("tells %s from %s", (encoding, _, text) => {
    expect(detectDialect(iconv.encode(text, encoding)).encoding).toBe(encoding);
  });

  it("forgives pieces that end inside a character", () => {
    const bytes = Buffer.from("a,b\nŁ,Ż\n");
    for (let at = 1; at < bytes.length; at++) {
      expect(detectDialect(bytes.subarray(0, at), bytes.subarray(at)).encoding).toBe("utf8");
    }
  });

  it.each([
    ["'", "doubled", "'a','b, c'\n'd','e''s'\n"],
    ['"', "doubled", 'a,b\n1,"it""s"\n'],
    ['"', "doubled", "a,b\nit's,o'clock\n"],
    ['"', "backslash", 'a,b\n1,"ha \\"ha\\", ha"\n2,"x"\n'],
    ['"', "doubled", 'a,b\n"C:\\dir\\","x"\n"D:\\","y"\n'],
    ['"', "doubled", 'a,b\n"x","\\"\n"y",""""\n'],
    ['"', "doubled", 'a,b\nx,"""\\"\ny,\n'],
  ])("finds the quote %s, %s, of %j", (quote, escaping, text) => {
    expect(detectDialect(Buffer.from(text))).toMatchObject({ quote, escape: escaping, delimiter: "," });
  });

  it.each([
    [true, "# made yesterday\na,b,c\n1,2,3\n"],
    [true, "a,b,c\n1,2,3\n# that was all\n"],
    [false, "#,b,c\n1,2,3\n"],
    [false, "a,b,c\n#1,2,3\n"],
  ])("remarks: %s in %j", (comments, text) => {
    expect(detectDialect(Buffer.from(text)).comments).toBe(comments);
  });

  it("believes the line that names the separator", () => {
    expect(detectDialect(Buffer.from("sep=;\na,1;b,1\n")).delimiter).toBe(";");
    expect(detectDialect(Buffer.from("sep=~\r\na~b\r\n")).delimiter).toBe("~");
  });

  it.each([
    [",", "a,b,c\n1,2,3\n"],
    [";", "a;b;c\n1,5;2,5;3,5\n"],
    ["\t", "a\tb\tc\nx, y\tz; w\tq\n"],
    ["|", "a|b|c\n1|2|3\n"],
    [",", "only one heading\nvalue\n"],
    [";", '"a;a";"b,b"\n"1;1";"2,2"\n'],
  ])("finds the delimiter %j", (delimiter, text) => {
    expect(detectDialect(Buffer.from(text)).delimiter).toBe(delimiter);
  });
});
