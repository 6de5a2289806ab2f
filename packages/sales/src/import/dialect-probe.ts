import { isUtf8 } from "node:buffer";
import { AppError } from "@leadwright/schema";
import iconv from "iconv-lite";
import { detectCodePage, detectUtf16, unfinishedUtf8 } from "./detect-encoding.ts";
import { detectMarks } from "./detect-marks.ts";
import type { Dialect, Encoding } from "./dialect.ts";

/** Bytes at the start of the file that are looked at; enough for some hundred rows. */
const sampleSize = 64 * 1024;

/**
 * Watches the bytes of a file go by and says how it is written. All of them are watched, since the first letter that is not
 * plain may stand far behind the start, and a file read in the wrong encoding loses its letters for good.
 */
export class DialectProbe {
  #start: Buffer<ArrayBufferLike> = Buffer.alloc(0);
  #carried: Buffer<ArrayBufferLike> = Buffer.alloc(0);
  /** From where the file stopped being UTF-8. */
  #telling: Buffer | undefined;

  add(bytes: Buffer): void {
    if (this.#start.length < sampleSize) this.#start = Buffer.concat([this.#start, bytes]).subarray(0, sampleSize);
    if (this.#telling !== undefined) return;
    const whole = this.#carried.length > 0 ? Buffer.concat([this.#carried, bytes]) : bytes;
    const end = whole.length - unfinishedUtf8(whole);
    if (isUtf8(whole.subarray(0, end))) this.#carried = Buffer.from(whole.subarray(end));
    else this.#telling = Buffer.from(whole.subarray(0, 1024 * 1024));
  }

  /** Asked when all bytes have gone by. Throws importEmpty, importNotText. */
  get dialect(): Dialect {
    if (this.#start.length === 0) throw new AppError("importEmpty");
    refuseOtherFormats(this.#start);
    const encoding = detectUtf16(this.#start) ?? this.#oneBytePage();
    if (!encoding.startsWith("utf16")) refuseBinary(this.#start);
    return { encoding, ...detectMarks(iconv.decode(this.#start, encoding)) };
  }

  #oneBytePage(): Encoding {
    if (this.#telling === undefined && this.#carried.length === 0) return "utf8";
    return detectCodePage(this.#telling ?? this.#start);
  }
}

const signatures: readonly (readonly [kind: string, start: string])[] = [
  ["XLSX/ZIP", "504b0304"],
  ["XLSX/ZIP", "504b0506"],
  ["XLS", "d0cf11e0a1b11ae1"],
  ["PDF", "255044462d"],
  ["GZIP", "1f8b08"],
  ["PNG", "89504e470d0a1a0a"],
  ["JPEG", "ffd8ff"],
  ["UTF-32", "fffe0000"],
  ["UTF-32", "0000feff"],
];

function refuseOtherFormats(sample: Buffer): void {
  const start = sample.subarray(0, 8).toString("hex");
  const known = signatures.find(([, signature]) => start.startsWith(signature));
  if (known) throw new AppError("importNotText", { kind: known[0] });
}

/** Control characters that no text editor writes; some of them may be slips of an export, many are not. */
function refuseBinary(sample: Buffer): void {
  let strange = 0;
  for (const byte of sample) if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) strange++;
  if (strange > sample.length * 0.05) throw new AppError("importNotText", { kind: "BINARY" });
}
