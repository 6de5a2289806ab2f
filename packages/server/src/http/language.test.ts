import { expect, test } from "vitest";
import { acceptedLanguage } from "./language.ts";

test.each([
  [undefined, "en"],
  ["", "en"],
  ["pl", "pl"],
  ["pl-PL,pl;q=0.9,en;q=0.8", "pl"],
  ["de, vi;q=0.3, pl;q=0.2", "vi"],
  ["en;q=0.1, vi-VN;q=0.9", "vi"],
  ["pl;q=0, en", "en"],
  ["*;q=0.5", "en"],
  [";;;,,q=", "en"],
  [`${"pl,".repeat(1000)}`, "en"],
] as const)("Accept-Language %j is answered in %s", (header, language) => {
  expect(acceptedLanguage(header)).toBe(language);
});
