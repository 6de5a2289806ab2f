import { expect, test } from "vitest";
import { contactHref } from "./contact-links.ts";

test.each([
  ["Email", "ada@example.org", "mailto:ada@example.org"],
  ["Email", "ada", undefined],
  ["Email", "a@b.c?bcc=x", "mailto:a@b.c%3Fbcc%3Dx"],
  ["Phone", "+48 (12) 345-67", "tel:+481234567"],
  ["Phone", "n/a", undefined],
  ["Url", "www.example.org/a", "https://www.example.org/a"],
  ["Url", "http://example.org", "http://example.org/"],
  ["Url", "javascript:alert(1)", undefined],
  ["Url", "javascript://example.org/%0aalert(1)", undefined],
  ["Url", "data:text/html,x", undefined],
  ["Url", "no idea", undefined],
  ["Text", "www.example.org", undefined],
] as const)("%s %s", (format, text, href) => {
  expect(contactHref({ format }, text)).toBe(href);
});
