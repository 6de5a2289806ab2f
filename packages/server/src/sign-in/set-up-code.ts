import { randomBytes, timingSafeEqual } from "node:crypto";
import { isIPv4 } from "node:net";
import { AppError } from "@leadwright/schema";

/**
 * Before the set-up whoever comes first becomes the administrator. From this computer that is who started it; from another
 * one it takes the code that was printed at the start, in the address.
 */
export function createSetUpCode(): string {
  return randomBytes(9).toString("base64url");
}

/** Throws setUpCode when the visitor is on another computer and does not show the code. */
export function assertSetUpCode(code: string, given: string | undefined, address: string): void {
  if (isLoopback(address)) return;
  const [right, shown] = [Buffer.from(code), Buffer.from(given ?? "")];
  if (right.length !== shown.length || !timingSafeEqual(right, shown)) throw new AppError("setUpCode");
}

/** True for an address of this computer that no other can reach. */
export function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/, "");
  return plain === "::1" || (isIPv4(plain) && plain.startsWith("127."));
}
