import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import type { Words } from "../src/language.ts";
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

async function expectDone(page: Page, words: Words, created: number, failed: number): Promise<void> {
  await expect(page.getByRole("heading", { name: words.say("import.doneTitle") })).toBeVisible({ timeout: 40_000 });
  const counts = [created, 0, failed].map((count) => count.toLocaleString("en-GB"));
  await expect(page.getByRole("definition")).toHaveText(counts);
}

test("a real file of 9,240 leads, what converted and what did not, every column of it", async ({
  page,
  words,
  organisation,
}) => {
  test.skip(!existsSync(realFile), `${realFile} is not there`);
  await page.goto("/imports/new");
  await page.locator("input[type=file]").setInputFiles(realFile);
  await expect(page.getByRole("heading", { name: words.say("import.fileTitle") })).toBeVisible();
  await press(page, words, "import.toMatch");
  await expect(page.getByText(words.like("import.required"))).toBeVisible();
  await pick(page, words, "Prospect ID", words.column("lead", "subject"));
  await pick(page, words, "Lead Number", words.column("lead", "lastname"));
  await expect(page.getByText(words.like("import.required"))).toBeHidden();
  await pick(page, words, "Converted", words.column("lead", "statecode"));
  const values = page.getByRole("list", { name: words.say("import.valuesOf", { heading: "Converted" }) });
  for (const [cell, state] of [
    ["0", 2],
    ["1", 1],
  ] as const) {
    const label = words.choice("lead", "statecode", state);
    await values.getByRole("combobox", { name: cell, exact: true }).selectOption({ label });
  }
  await page.getByRole("button", { name: words.say("import.createAll", { count: 28 }) }).click();
  await expectAccessible(page);
  await press(page, words, "import.toOptions");
  await press(page, words, "import.start");
  await expect(page.getByRole("progressbar", { name: words.say("import.runningTitle") })).toBeVisible();
  await page.reload();
  await expectDone(page, words, 9240, 0);

  expect(await organisation.api.count("leads", "statecode eq 1")).toBe(3561);
  expect(await organisation.api.count("leads", "statecode eq 0")).toBe(0);

  await press(page, words, "import.all");
  await expect(page.getByRole("row", { name: /Leads\.csv/ })).toContainText(words.say("import.status.done"));
  await page.goto("/leads");
  await page.getByRole("heading", { level: 1 }).getByRole("button").click();
  await page.getByRole("menuitemradio", { name: words.view("lead", "Closed Leads"), exact: true }).click();
  await expect(page.getByRole("grid").getByRole("row").nth(20)).toBeVisible();
  await page.getByRole("grid").getByRole("link").first().click();
  await page.getByRole("tab", { name: "Details" }).click();
  await expect(page.getByRole("tabpanel", { name: "Details" })).toContainText("Total Time Spent on Website");
});

test("history comes along: created then, disqualified for its reason; bad rows say where and why", async ({
  page,
  words,
  organisation,
}) => {
  const file = [
    "Topic,First Name,Last Name,Rating,Created On,Status Reason,Est. Close Date",
    "Old one,Anna,Nowak,Hot,2019-03-01T10:20:00Z,Lost,2027-01-31",
    "Still open,Jan,Lis,Warm,2024-12-24,New,2027-02-28",
    "Odd rating,Ewa,Kot,Lukewarm,2024-12-24,New,2027-02-28",
    "Odd date,Iga,Rak,Cold,2024-12-24,New,30 February",
  ];
  await page.goto("/imports/new");
  const csv = { name: "history.csv", mimeType: "text/csv", buffer: Buffer.from(`${file.join("\r\n")}\r\n`) };
  await page.locator("input[type=file]").setInputFiles(csv);
  await press(page, words, "import.toMatch");
  await expect(picker(page, words, "Created On")).toHaveValue(words.column("lead", "createdon"));
  await page.getByRole("button", { name: words.say("import.valuesUnknown", { count: 4, unknown: 1 }) }).click();
  await page.getByRole("checkbox", { name: words.say("import.addChoices") }).uncheck();
  await expectAccessible(page);
  await press(page, words, "import.toOptions");
  await press(page, words, "import.start");
  await expectDone(page, words, 2, 2);
  const failures = page.getByRole("region", { name: words.say("import.failuresTitle") });
  await expect(failures.getByRole("row", { name: /Rating/ })).toContainText("Lukewarm");
  await expect(failures.getByRole("row", { name: /Est\. Close Date/ })).toContainText("30 February");
  await expectAccessible(page);
  const select = "$select=lastname,leadqualitycode,statecode,statuscode,createdon,estimatedclosedate";
  expect(
    await organisation.api.list(
      "leads",
      `${select}&$filter=Microsoft.Dynamics.CRM.In(PropertyName='lastname',PropertyValues=['Nowak','Lis','Kot','Rak'])&$orderby=createdon`,
    ),
  ).toMatchObject([
    { lastname: "Nowak", leadqualitycode: 1, statecode: 2, statuscode: 4, createdon: "2019-03-01T10:20:00Z" },
    { lastname: "Lis", leadqualitycode: 2, statecode: 0, statuscode: 1, estimatedclosedate: "2027-02-28" },
  ]);
});
