import { randomBytes } from "node:crypto";
import { AppError } from "@leadwright/schema";
import { hash, verify } from "@node-rs/argon2";
import { newSecret } from "./secrets.ts";

const length = { min: 10, max: 256 };

/** argon2id with the library's parameters (19 MiB, 2 passes), encoded. Throws passwordLength. */
export async function hashPassword(password: string): Promise<string> {
  const characters = [...password].length;
  if (characters < length.min || characters > length.max) throw new AppError("passwordLength", length);
  return hash(password.normalize("NFC"));
}

let dummy: Promise<string> | undefined;

/** Takes as long for a user who does not exist (`passwordHash` undefined) as for one who does. */
export async function checkPassword(password: string, passwordHash: string | undefined): Promise<boolean> {
  dummy ??= hash(newSecret());
  const right = await verify(passwordHash ?? (await dummy), password.slice(0, length.max * 4).normalize("NFC"));
  return right && passwordHash !== undefined;
}

/** 20 letters and digits that are hard to mistake for one another: some 100 bits. */
export function generatePassword(): string {
  const alphabet = "abcdefghjkmnpqrstuvwxyzACDEFGHJ2345679";
  const limit = 256 - (256 % alphabet.length);
  let password = "";
  while (password.length < 20) {
    for (const byte of randomBytes(32)) {
      // Bytes past the last whole alphabet would make its first letters likelier.
      if (byte < limit && password.length < 20) password += alphabet.charAt(byte % alphabet.length);
    }
  }
  return password;
}
