import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import { type Words } from "../src/language.ts";
import { expect, test } from "../src/test.ts";

test.use({ organisationName: "Files Ltd" });

const realFile = fileURLToPath(new URL("../../../shared/data/x-education/Leads.csv", import.meta.url));

function picker(page: Page, words: Words, heading: string) {
  return page.getByRole("combobox", { name: words.say("import.fieldFor", { heading }), exact: true });
}

async function pick(page: Page, words: Words, heading: string, label: string): Promise<void> {
  await picker(page, words, heading).fill(label);
  await page.getByRole("option", { name: new RegExp(`^${label}( \\*)?$`) }).click();
}

async function press(page: Page, words: Words, id: Parameters<Words["say"]>[0]): Promise<void> {
  await page.getByRole("button", { name: words.say(id) }).click();
}

test("a real file of 9,240 leads", async ({ page, words, organisation }) => {
  test.skip(!existsSync(realFile), `${realFile} is not there`);
  await page.goto("/imports/new");
  await page.locator("input[type=file]").setInputFiles(realFile);
  await expect(page.getByRole("heading", { name: words.say("import.fileTitle") })).toBeVisible();
  await press(page, words, "import.toMatch");
  await page.screenshot({ path: "/tmp/look/match.png", fullPage: true });
  console.log(await page.getByRole("main").ariaSnapshot());
});
