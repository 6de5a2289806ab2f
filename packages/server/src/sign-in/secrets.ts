import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 random bits as text that is safe in a cookie, a header and a URL. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What the database keeps of a secret: enough to recognise it, useless to whoever reads the table. Hex, 64 characters. */
export function secretHash(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Compares without telling by its time how much was right. */
export function sameSecret(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(secretHash(one)), Buffer.from(secretHash(other))];
  return timingSafeEqual(a, b);
}
