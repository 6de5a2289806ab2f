/** How files are written: their encodings, and the signs between and around their cells. */
import iconv from "iconv-lite";
import { expect } from "vitest";
import { type Kind, type Rows, reads, refuses } from "./kind.ts";
import { readFile } from "./read-file.ts";

const kinds: Kind[] = [];
let group = "";

function kind(file: string, happens: string, check: () => Promise<void>): void {
  kinds.push({ group, file, happens, check });
}

const names: Rows = [
  ["Imię", "Nazwisko"],
  ["Zażółć", "Gęślą"],
  ["Żaneta", "Śliwa"],
];
const text = names.map((cells) => `${cells.join(";")}\r\n`).join("");
const encoded = (encoding: string, addBOM: boolean) => iconv.encode(text, encoding, { addBOM });
const viet: Rows = [
  ["Họ", "Tên"],
  ["Nguyễn Đức", "Phượng"],
  ["Trương", "Hằng"],
];
/** Letters of this page with their marks behind them, as programs wrote it. */
const windows1258 = iconv.encode(
  viet
    .map((cells) => `${cells.join(",")}\n`)
    .join("")
    .normalize("NFD")
    .replaceAll("o\u031b", "ơ")
    .replaceAll("u\u031b", "ư")
    .replace(/([AaEeOo])(\u0323?)\u0302/g, (_, letter: string, dot: string) => `${letter}\u0302`.normalize() + dot)
    .replace(/([Aa])(\u0323?)\u0306/g, (_, letter: string, dot: string) => `${letter}\u0306`.normalize() + dot),
  "windows-1258",
);

group = "Encodings";
kind("UTF-8", "read", reads(text, names, { encoding: "utf8", delimiter: ";" }));
kind("UTF-8 with a byte order mark", "read; the mark is no part of the first heading", reads(`\ufeff${text}`, names));
kind("UTF-16 LE and BE with a byte order mark", "read", async () => {
  await reads(encoded("utf16le", true), names, { encoding: "utf16le" })();
  await reads(encoded("utf16be", true), names, { encoding: "utf16be" })();
});
kind("UTF-16 LE and BE without one", "read, by the zeros between Latin letters", async () => {
  await reads(encoded("utf16le", false), names, { encoding: "utf16le" })();
  await reads(encoded("utf16be", false), names, { encoding: "utf16be" })();
});
kind(
  "UTF-32",
  "refused: it is no text that can be read",
  refuses(Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), "importNotText", /UTF-32/),
);
kind(
  "Windows-1250 (Polish, Czech)",
  "read",
  reads(encoded("windows-1250", false), names, { encoding: "windows-1250" }),
);
kind(
  "ISO 8859-2",
  "read; told from Windows-1250 by ą, ś and ź",
  reads(encoded("iso-8859-2", false), names, { encoding: "iso-8859-2" }),
);
kind(
  "Windows-1252 (German, French, Spanish)",
  "read",
  reads(
    iconv.encode("Name,Straße\nMüller,Königsallee\n", "windows-1252"),
    [
      ["Name", "Straße"],
      ["Müller", "Königsallee"],
    ],
    {
      encoding: "windows-1252",
    },
  ),
);
kind(
  "Windows-1258 (Vietnamese)",
  "read; letters and the marks behind them become one letter each (NFC)",
  reads(windows1258, viet, { encoding: "windows-1258" }),
);
kind(
  "Another code page of one byte a letter",
  "taken for the likeliest of these; the preview shows it, and another can be chosen",
  async () => {
    const { dialect } = await readFile(iconv.encode("Имя,Город\nАнна,Москва\n", "windows-1251"));
    expect(dialect.encoding).toMatch(/^windows-125/);
  },
);
kind(
  "Emoji, letters beyond the first 65,536, right-to-left marks",
  "read as they are",
  reads("a,b\n👩‍🚀,\u200fשלום\u200e\n𝔘,x\n", [
    ["a", "b"],
    ["👩‍🚀", "\u200fשלום\u200e"],
    ["𝔘", "x"],
  ]),
);

group = "Signs between and around cells";
for (const [name, sign] of [
  ["Comma", ","],
  ["Semicolon", ";"],
  ["Tab", "\t"],
  ["Vertical bar", "|"],
] as const) {
  kind(
    `${name} between cells`,
    "found by itself; any other sign can be chosen",
    reads(
      `a${sign}b${sign}c\n1${sign}x y${sign}3\n`,
      [
        ["a", "b", "c"],
        ["1", "x y", "3"],
      ],
      { delimiter: sign },
    ),
  );
}
kind(
  "`sep=;` in the first line",
  "believed, and no row",
  reads(
    "sep=;\r\na;b,c\r\n1;2,5\r\n",
    [
      ["a", "b,c"],
      ["1", "2,5"],
    ],
    { delimiter: ";" },
  ),
);
kind(
  '" around cells, doubled inside',
  "read",
  reads('a,b\n1,"ha ""ha"" ha"\n', [
    ["a", "b"],
    ["1", 'ha "ha" ha'],
  ]),
);
kind(
  "' around cells",
  "found by itself where cells stand in it",
  reads(
    "'a','b'\n'1','x, ''y'''\n",
    [
      ["a", "b"],
      ["1", "x, 'y'"],
    ],
    { quote: "'" },
  ),
);
kind(
  '\\" inside cells in quotes',
  "found by itself",
  reads(
    'a,b\n1,"ha \\"ha\\", ha"\n2,"y"\n',
    [
      ["a", "b"],
      ["1", 'ha "ha", ha'],
      ["2", "y"],
    ],
    { escape: "backslash" },
  ),
);
kind(
  'A quote in the middle of a cell (5" pipe), also around a part of it',
  "a sign like others",
  reads('a,b\n5" pipe,"5" pipe\n', [
    ["a", "b"],
    ['5" pipe', '"5" pipe'],
  ]),
);
kind(
  "Spaces behind a closing quote",
  "left out",
  reads('a,b\n"1" ,"2"\t\n', [
    ["a", "b"],
    ["1", "2"],
  ]),
);
kind(
  "A quote that is never closed",
  "refused with row, line and cell, before anything is imported",
  refuses('a,b\n1,2\n3,"4\n5,6\n', "importQuoteOpen", /^Row 3 .* line 3, cell 2/),
);
kind(
  "A quote that closes lines later in the middle of a cell",
  "refused with row, line and cell, before anything is imported: nobody can tell what belongs where",
  refuses('a,b\n1,"2\n3,"4\n', "importQuoteAstray", /^Row 2 .* line 2, cell 2, closes in line 3/),
);
kind(
  "A row that a spreadsheet put into one cell as a whole",
  "taken apart where it then has as many cells as there are headings; the result names the rows",
  reads('a,b,c\n"1,""x, y"",3"\n4,5,6\n', [
    ["a", "b", "c"],
    ["1", "x, y", "3"],
    ["4", "5", "6"],
  ]),
);

export const writtenKinds: readonly Kind[] = kinds;
