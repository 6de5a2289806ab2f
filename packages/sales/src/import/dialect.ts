import { isUtf8 } from "node:buffer";
import { AppError } from "@leadwright/schema";
import { parse } from "csv-parse/sync";
import iconv from "iconv-lite";

/** How a CSV file is written. */
export interface Dialect {
  readonly encoding: Encoding;
  /** One character. */
  readonly delimiter: string;
}

/** Names that iconv-lite knows too. */
export const encodings = [
  "utf8",
  "utf16le",
  "utf16be",
  "windows-1250",
  "windows-1251",
  "windows-1252",
  "windows-1258",
  "iso-8859-2",
] as const;
export type Encoding = (typeof encodings)[number];

const delimiters = [",", ";", "\t", "|"] as const;

/** Bytes at the start of the file that are looked at; enough for some hundred rows. */
export const sampleSize = 64 * 1024;

/** Rows that decide on the delimiter. */
const judgedRows = 50;

/** What a person chose over what was found. Throws importEncoding, importDelimiter. */
export function chosenDialect(
  found: Dialect,
  asked: { readonly encoding?: string | undefined; readonly delimiter?: string | undefined },
): Dialect {
  const { encoding = found.encoding, delimiter = found.delimiter } = asked;
  const known = encodings.find((each) => each === encoding);
  if (known === undefined) throw new AppError("importEncoding", { encoding: encoding.slice(0, 40) });
  if ([...delimiter].length !== 1 || /["\r\n\0]/.test(delimiter)) throw new AppError("importDelimiter");
  return { encoding: known, delimiter };
}

/** Reads the dialect off the first bytes of a file. Never fails: the likeliest is returned. */
export function detectDialect(sample: Buffer): Dialect {
  const encoding = detectUtf16(sample) ?? (startsUtf8(sample) ? "utf8" : detectWindowsPage(sample));
  return { encoding, delimiter: detectDelimiter(iconv.decode(sample, encoding)) };
}

/** UTF-16 by its mark, or by the zero that Latin text has in every second byte. */
export function detectUtf16(sample: Buffer): Encoding | undefined {
  if (sample.length >= 2 && sample[0] === 0xff && sample[1] === 0xfe) return "utf16le";
  if (sample.length >= 2 && sample[0] === 0xfe && sample[1] === 0xff) return "utf16be";
  let even = 0;
  let odd = 0;
  const length = Math.min(sample.length, 4096) & ~1;
  for (let i = 0; i < length; i += 2) {
    if (sample[i] === 0) even++;
    if (sample[i + 1] === 0) odd++;
  }
  const half = length / 2;
  if (half === 0) return undefined;
  if (odd > half * 0.4 && even < half * 0.05) return "utf16le";
  if (even > half * 0.4 && odd < half * 0.05) return "utf16be";
  return undefined;
}

/** The sample may end inside a character. */
function startsUtf8(sample: Buffer): boolean {
  return isUtf8(sample.subarray(0, sample.length - unfinishedUtf8(sample)));
}

/** Bytes at the end that begin a character which goes on behind them; at most three. */
export function unfinishedUtf8(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}

/** Letters that are frequent in a language and sit on other signs in the neighbouring code pages. */
const telling: readonly (readonly [encoding: Encoding, letters: RegExp])[] = [
  ["windows-1250", /[ąćęłńśźżĄĆĘŁŃŚŹŻ]/g],
  ["windows-1258", /[ăđơưĂĐƠƯ]|\u0300|\u0301|\u0303|\u0309|\u0323/g],
  ["windows-1252", /[äöüßéèêàçñíóúÄÖÜÉ]/g],
];

/** The Windows code page under which the bytes show most of the letters that its languages use. */
export function detectWindowsPage(sample: Buffer): Encoding {
  let best: { encoding: Encoding; score: number } = { encoding: "windows-1252", score: 0 };
  for (const [encoding, letters] of telling) {
    const score = iconv.decode(sample, encoding).match(letters)?.length ?? 0;
    if (score > best.score) best = { encoding, score };
  }
  return best.encoding;
}

/** The delimiter under which most rows have the same number of cells as the first, and that number is highest. */
export function detectDelimiter(text: string): string {
  let best = { delimiter: ",", score: 0 };
  for (const delimiter of delimiters) {
    const score = consistency(text, delimiter);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function consistency(text: string, delimiter: string): number {
  const widths: number[] = [];
  let cells = 0;
  let quoted = 0;
  try {
    parse(text, {
      delimiter,
      bom: true,
      relaxColumnCount: true,
      relaxQuotes: true,
      skipEmptyLines: true,
      to: judgedRows,
      onRecord: (record: string[]) => {
        widths.push(record.length);
        cells += record.length;
        for (const cell of record) if (cell.startsWith('"')) quoted++;
        return null;
      },
    });
  } catch {
    // The sample ends inside quotes: the rows before that still tell.
  }
  const width = widths[0] ?? text.split(/\r?\n/, 1)[0]?.split(delimiter).length ?? 0;
  if (width < 2) return 0;
  const same = widths.filter((each) => each === width).length;
  // A quote that is left at the start of a cell closed before a sign that was not taken for the delimiter.
  const clean = 1 - quoted / Math.max(1, cells);
  return clean * (same / Math.max(1, widths.length)) * Math.log2(width + 1);
}
