import { parse } from "csv-parse/sync";
import iconv from "iconv-lite";

/** How a CSV file is written. */
export interface Dialect {
  /** Name that iconv-lite knows: utf8, utf16le, utf16be, windows-1250, windows-1252, windows-1258. */
  readonly encoding: string;
  readonly delimiter: string;
}

const delimiters = [",", ";", "\t", "|"] as const;

/** Bytes at the start of the file that are looked at; enough for some hundred rows. */
export const sampleSize = 64 * 1024;

/** Reads the dialect off the first bytes of a file. Never fails: the likeliest is returned. */
export function detectDialect(sample: Buffer): Dialect {
  const encoding = detectEncoding(sample);
  return { encoding, delimiter: detectDelimiter(iconv.decode(sample, encoding)) };
}

function detectEncoding(sample: Buffer): string {
  if (sample.length >= 2 && sample[0] === 0xff && sample[1] === 0xfe) return "utf16le";
  if (sample.length >= 2 && sample[0] === 0xfe && sample[1] === 0xff) return "utf16be";
  const utf16 = detectUnmarkedUtf16(sample);
  if (utf16) return utf16;
  if (isUtf8(sample)) return "utf8";
  return detectWindowsPage(sample);
}

/** Latin text in UTF-16 has a zero in every second byte. */
function detectUnmarkedUtf16(sample: Buffer): string | undefined {
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

/** The sample may end inside a character, so up to three bytes at its end are forgiven. */
function isUtf8(sample: Buffer): boolean {
  for (let cut = 0; cut <= 3 && cut <= sample.length; cut++) {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(sample.subarray(0, sample.length - cut));
      return true;
    } catch {
      // Try again without the last byte.
    }
  }
  return false;
}

/** Letters that are frequent in Polish and Vietnamese and sit on other signs in the neighbouring code pages. */
const telling: readonly (readonly [encoding: string, letters: RegExp])[] = [
  ["windows-1250", /[ąćęłńśźżĄĆĘŁŃŚŹŻ]/g],
  ["windows-1258", /[ăđơưĂĐƠƯ]|\u0300|\u0301|\u0303|\u0309|\u0323/g],
  ["windows-1252", /[äöüßéèêàçñíóúÄÖÜÉ]/g],
];

function detectWindowsPage(sample: Buffer): string {
  let best = { encoding: "windows-1252", score: 0 };
  for (const [encoding, letters] of telling) {
    const score = iconv.decode(sample, encoding).match(letters)?.length ?? 0;
    if (score > best.score) best = { encoding, score };
  }
  return best.encoding;
}

/** The delimiter under which most rows have the same number of cells as the first, and that number is highest. */
function detectDelimiter(text: string): string {
  let best = { delimiter: ",", score: 0 };
  for (const delimiter of delimiters) {
    const score = consistency(text, delimiter);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function consistency(text: string, delimiter: string): number {
  let rows: string[][];
  try {
    rows = parse(text, {
      delimiter,
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      to: 50,
      skip_empty_lines: true,
    });
  } catch {
    // A sample cut inside quotes: what stands on the first line still tells.
    rows = [(text.split(/\r?\n/, 1)[0] ?? "").split(delimiter)];
  }
  const width = rows[0]?.length ?? 0;
  if (width < 2) return 0;
  const same = rows.filter((row) => row.length === width).length;
  return (same / rows.length) * Math.log2(width + 1);
}
