import { describe, expect, test } from "vitest";
import { checkPassword, generatePassword, hashPassword } from "./passwords.ts";

describe("passwords", () => {
  test("are kept as argon2id and recognised, however their accents are written", async () => {
    const hash = await hashPassword("zażółć gęślą");
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await checkPassword("zażółć gęślą".normalize("NFD"), hash)).toBe(true);
    expect(await checkPassword("zażółć gęśla", hash)).toBe(false);
  });

  test("of nobody are never right", async () => {
    expect(await checkPassword("whatever it is", undefined)).toBe(false);
  });

  test("have 10 to 256 characters", async () => {
    await expect(hashPassword("123456789")).rejects.toThrow("10 to 256");
    await expect(hashPassword("x".repeat(257))).rejects.toThrow("10 to 256");
    await expect(hashPassword("🙂".repeat(10))).resolves.toMatch(/^\$argon2id/);
  });

  test("that are made up differ and are easy to read", () => {
    const made = new Set(Array.from({ length: 100 }, generatePassword));
    expect(made.size).toBe(100);
    for (const password of made) expect(password).toMatch(/^[a-hj-km-np-zACDEFGHJ2345679]{20}$/);
  });
});
