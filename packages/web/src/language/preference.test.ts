import { afterEach, expect, test, vi } from "vitest";
import { knownTimeZone, localeOf, preferredLanguage, rememberLanguage } from "./preference.ts";

const browserSpeaks = (...tags: string[]) => vi.spyOn(navigator, "languages", "get").mockReturnValue(tags);
afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
});

test("the browser's first language that we have, else English", () => {
  browserSpeaks("de-DE", "vi-VN", "pl");
  expect(preferredLanguage()).toBe("vi");
  browserSpeaks("de-DE");
  expect(preferredLanguage()).toBe("en");
});

test("what was chosen here before comes first", () => {
  browserSpeaks("vi");
  rememberLanguage("pl");
  expect(preferredLanguage()).toBe("pl");
});

test("dates and numbers follow the browser's variant of the language", () => {
  browserSpeaks("pl-PL", "en-GB");
  expect(localeOf("en")).toBe("en-GB");
  expect(localeOf("vi")).toBe("vi");
});

test("a time zone that no browser knows is left out", () => {
  expect(knownTimeZone("Asia/Ho_Chi_Minh")).toBeDefined();
  expect(knownTimeZone("Mars/Olympus")).toBeUndefined();
  expect(knownTimeZone("")).toBeUndefined();
});
