import { AppError } from "@leadwright/schema";

/** Bytes that clients are advised to send at once, and get at most. */
export const chunkSize = 4 * 1024 * 1024;

export interface ByteRange {
  readonly from: number;
  /** Behind the last byte. */
  readonly to: number;
}

/** `bytes 0-3/10`; of an empty file `bytes 0--1/0`, which a client of the service does send. Throws badRequest. */
export function readContentRange(header: string): ByteRange & { readonly total: number } {
  const [, from, last, total] = /^bytes (\d{1,15})-(-?\d{1,15})\/(\d{1,15})$/.exec(header.trim()) ?? [];
  const range = { from: Number(from), to: Number(last) + 1, total: Number(total) };
  if (from === undefined || range.to < range.from || range.to > range.total)
    throw new AppError("badRequest", {
      reason: "The header Content-Range is bytes FIRST-LAST/TOTAL, such as bytes 0-3/10.",
    });
  return range;
}

/** `bytes=0-4194303`, cut to what there is and to one chunk. Throws badRequest. */
export function readRange(header: string, size: number): ByteRange {
  const [, from, last] = /^bytes\s*=\s*(\d{1,15})-(\d{1,15})?(?:\/\d+)?$/.exec(header.trim()) ?? [];
  if (from === undefined)
    throw new AppError("badRequest", { reason: "The header Range is bytes=FIRST-LAST, such as bytes=0-4194303." });
  const start = Math.min(Number(from), size);
  const to = Math.min(last === undefined ? size : Number(last) + 1, size, start + chunkSize);
  return { from: start, to: Math.max(start, to) };
}
