import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import type { Words } from "../src/language.ts";
import { expect, test } from "../src/test.ts";

test.use({ organisationName: "Imports Ltd" });

const csv = (name: string, text: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

function button(page: Page, words: Words, id: Parameters<Words["say"]>[0]) {
  return page.getByRole("button", { name: words.say(id) });
}

/** The numbers under created, updated and failed. */
async function expectCounts(page: Page, words: Words, created: number, updated: number, failed: number): Promise<void> {
  await expect(page.getByRole("heading", { name: words.say("import.doneTitle") })).toBeVisible({ timeout: 30_000 });
  const numbers = [created, updated, failed].map((count) => count.toLocaleString("en-GB"));
  await expect(page.locator("dd")).toHaveText(numbers);
}

test("a file is read, matched, imported; what failed is corrected and imported again", async ({
  page,
  words,
  organisation,
}) => {
  await page.goto("/imports");
  await expect(page.getByText(words.say("import.none"))).toBeVisible();
  await expectAccessible(page);
  await button(page, words, "import.new").click();
  await expectAccessible(page);
  const file = [
    "Temat;Last Name;Won;Origin;Visits",
    "Licences;Żak;1;Olark Chat;5",
    "Training;Kot;0;Web;9",
    "Pilot;;0;Web;many",
  ].join("\r\n");
  await page.locator("input[type=file]").setInputFiles(csv("leady.csv", file));

  await expect(page.getByRole("heading", { name: words.say("import.fileTitle") })).toBeVisible();
  await expect(page.getByRole("cell", { name: "Żak" })).toBeVisible();
  const separator = page.getByLabel(words.say("import.separator"));
  await separator.selectOption(",");
  await expect(page.getByRole("columnheader")).toHaveCount(1);
  await separator.selectOption(";");
  await expect(page.getByRole("columnheader")).toHaveCount(5);
  await expectAccessible(page);
  await button(page, words, "import.toMatch").click();

  const picker = (heading: string) => page.getByRole("combobox", { name: words.say("import.fieldFor", { heading }) });
  const pick = async (heading: string, typed: string, label: string) => {
    await picker(heading).fill(typed);
    await page.getByRole("option", { name: label, exact: true }).click();
  };
  await expect(picker("Temat")).toHaveValue(words.column("lead", "subject"));
  await pick("Origin", "lead sour", words.column("lead", "leadsourcecode"));
  await pick("Won", "status", words.column("lead", "statecode"));
  const won = page.getByRole("list", { name: words.say("import.valuesOf", { heading: "Won" }) });
  await won.getByRole("combobox", { name: "0" }).selectOption({ label: words.choice("lead", "statecode", 2) });
  await pick("Visits", "new", words.say("import.newColumn"));
  await page.getByLabel(words.say("import.kindOf", { heading: "Visits" })).selectOption("integer");
  await expectAccessible(page);
  await page.reload();
  await expect(picker("Origin")).toHaveValue(words.column("lead", "leadsourcecode"));
  await button(page, words, "import.toOptions").click();
  await expectAccessible(page);
  await button(page, words, "import.start").click();

  await expectCounts(page, words, 2, 0, 1);
  await expect(page.getByRole("row").filter({ hasText: "Visits" })).toContainText("many");
  await expectAccessible(page);
  const leads = await organisation.api.list("leads", "$select=subject,statecode,new_visits&$orderby=subject");
  expect(leads).toMatchObject([
    { subject: "Licences", statecode: 1, new_visits: 5 },
    { subject: "Training", statecode: 2, new_visits: 9 },
  ]);

  const downloaded = page.waitForEvent("download");
  await page.getByRole("link", { name: words.say("import.download") }).click();
  const failed = await readFile(await (await downloaded).path(), "utf8");
  const corrected = failed.replace("Pilot;;0;Web;many", "Pilot;Nowak;0;Web;7");
  await button(page, words, "import.corrected").click();
  await page.locator("input[type=file]").setInputFiles(csv("corrected.csv", corrected));
  await expectCounts(page, words, 1, 0, 0);

  await button(page, words, "import.all").click();
  await expect(page.getByRole("link", { name: "leady.csv" })).toBeVisible();
  await expect(page.getByRole("link", { name: "corrected.csv" })).toBeVisible();
  await expectAccessible(page);
});

test("goes on while nobody looks, and says how far it is", async ({ page, words }) => {
  const rows = Array.from({ length: 30_000 }, (_, i) => `Bulk,L${i}`).join("\n");
  await page.goto("/imports/new");
  await page.locator("input[type=file]").setInputFiles(csv("bulk.csv", `Topic,Last Name\n${rows}\n`));
  await button(page, words, "import.toMatch").click();
  await button(page, words, "import.toOptions").click();
  await button(page, words, "import.start").click();
  await expect(page.getByText(words.like("import.rowsDone"))).toBeVisible({ timeout: 20_000 });
  await page.reload();
  await expectCounts(page, words, 30_000, 0, 0);
});

test("what is no text is refused in words", async ({ page, words }) => {
  await page.goto("/imports/new");
  const workbook = {
    name: "leads.xlsx",
    mimeType: "application/vnd.ms-excel",
    buffer: Buffer.from("PK\u0003\u0004\0\0"),
  };
  await page.locator("input[type=file]").setInputFiles(workbook);
  await expect(page.getByRole("alert")).toContainText("CSV");
  await expect(button(page, words, "import.choose")).toBeVisible();
  await expectAccessible(page);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test("no step is wider than the screen", async ({ page, words }) => {
    await page.goto("/imports/new");
    await page
      .locator("input[type=file]")
      .setInputFiles(csv("phone.csv", `Topic,Last Name,${"long ".repeat(30)}\na,b,c\n`));
    const fits = () => page.evaluate("document.documentElement.scrollWidth <= window.innerWidth");
    await button(page, words, "import.toMatch").click();
    await expect.poll(fits).toBe(true);
    await expectAccessible(page);
    await button(page, words, "import.toOptions").click();
    await button(page, words, "import.constantAdd").click();
    await expect.poll(fits).toBe(true);
    await expectAccessible(page);
  });
});
