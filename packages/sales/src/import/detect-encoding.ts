import iconv from "iconv-lite";
import type { Encoding } from "./dialect.ts";

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
  const known = odd > even ? "utf16le" : "utf16be";
  const [most, least] = odd > even ? [odd, even] : [even, odd];
  if (least > half * 0.05) return undefined;
  if (most > half * 0.4) return known;
  // Where few letters are Latin ones, the text itself has to show that it is one.
  return most > half * 0.1 && isText(iconv.decode(sample.subarray(0, length), known)) ? known : undefined;
}

/** The last unit may be half of a character. */
function isText(text: string): boolean {
  return text.slice(0, -1).isWellFormed() && !/[^\t\n\r\P{Cc}]|[\ufffe\uffff]/u.test(text);
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

const polish = /[ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]/g;

/** Letters that are frequent in a language and are other signs in the neighbouring code pages; on a tie the earlier counts. */
const telling: readonly (readonly [encoding: Encoding, letters: RegExp])[] = [
  ["windows-1250", polish],
  ["iso-8859-2", polish],
  ["windows-1258", /[ăđơưĂĐƠƯ]|\u0300|\u0301|\u0303|\u0309|\u0323/g],
  ["windows-1252", /[äöüßéèêàçñíóúÄÖÜÉ]/g],
];

/** The code page of one byte a letter under which the bytes show most of the letters that its languages use. */
export function detectCodePage(sample: Buffer): Encoding {
  let best: { encoding: Encoding; score: number } = { encoding: "windows-1252", score: 0 };
  for (const [encoding, letters] of telling) {
    const score = iconv.decode(sample, encoding).match(letters)?.length ?? 0;
    if (score > best.score) best = { encoding, score };
  }
  return best.encoding;
}
