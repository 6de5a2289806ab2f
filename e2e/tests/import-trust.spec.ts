import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import type { Words } from "../src/language.ts";
import { picture } from "../src/picture.ts";
import { expect, test } from "../src/test.ts";

test.use({ organisationName: "Trust Ltd" });

const csv = (name: string, text: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

function button(page: Page, words: Words, id: Parameters<Words["say"]>[0]) {
  return page.getByRole("button", { name: words.say(id), exact: true });
}

async function start(page: Page, words: Words, name: string, text: string): Promise<void> {
  await page.goto("/imports/new");
  await page.locator("input[type=file]").setInputFiles(csv(name, text));
  await button(page, words, "import.toMatch").click();
  await button(page, words, "import.toOptions").click();
  await button(page, words, "import.start").click();
}

async function expectDone(page: Page, words: Words, created: number): Promise<void> {
  await expect(page.getByRole("heading", { name: words.say("import.doneTitle") })).toBeVisible({ timeout: 60_000 });
  const numbers = [created, 0, 0].map((count) => count.toLocaleString("en-GB"));
  await expect(page.getByRole("definition")).toHaveText(numbers);
}

const many = (topic: string, count: number) =>
  `Topic,Last Name\n${Array.from({ length: count }, (_, i) => `${topic},L${i}\n`).join("")}`;

test("an import is stopped, and goes on after the page was left and the server was killed", async ({
  page,
  words,
  organisation,
}) => {
  test.setTimeout(150_000);
  const rows = 25_000;
  await start(page, words, "large.csv", many("Large", rows));
  await expect(page.getByText(words.like("import.rowsDone"))).toBeVisible({ timeout: 20_000 });
  await picture(page, "import-running");
  const asked = Date.now();
  await button(page, words, "import.stop").click();
  await expect(page.getByRole("heading", { name: words.say("import.stoppedTitle") })).toBeVisible();
  expect(Date.now() - asked).toBeLessThan(2_000);
  const [stopped] = await organisation.api.list(
    "importfiles",
    "$select=progresscounter,statuscode&$orderby=createdon desc",
  );
  expect(stopped).toMatchObject({ statuscode: 6 });
  expect(Number(stopped?.progresscounter)).toBeLessThan(rows);
  await expectAccessible(page);
  await picture(page, "import-stopped");
  await page.reload();
  await button(page, words, "import.resume").click();
  await expect(page.getByText(words.like("import.rowsDone"))).toBeVisible({ timeout: 20_000 });
  await organisation.server.crash();
  await page.reload();
  await expectDone(page, words, rows);
  // At most 5,000 are counted; the last of the file is there once.
  expect(await organisation.api.count("leads", `subject eq 'Large' and lastname eq 'L${rows - 1}'`)).toBe(1);
});

test("the same file is noticed, and imported once more only on purpose", async ({ page, words, organisation }) => {
  const text = many("Same", 12);
  await start(page, words, "same.csv", text);
  await expectDone(page, words, 12);
  await page.goto("/imports/new");
  await page.locator("input[type=file]").setInputFiles(csv("other-name.csv", text));
  await expect(page.getByText(words.say("import.earlierTitle"))).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "same.csv" })).toContainText("Ada Admin");
  await expect(button(page, words, "import.toMatch")).toBeHidden();
  await expectAccessible(page);
  await picture(page, "import-same-file");
  await page.goto(`${page.url()}?step=options`);
  await expect(page.getByText(words.say("import.earlierTitle"))).toBeVisible();
  await button(page, words, "import.again").click();
  await button(page, words, "import.toOptions").click();
  await button(page, words, "import.start").click();
  await expectDone(page, words, 12);
  expect(await organisation.api.count("leads", "subject eq 'Same'")).toBe(24);
});

test("a command that was killed leaves an import that goes on here", async ({ page, words, organisation }) => {
  test.setTimeout(150_000);
  const rows = 15_000;
  const folder = await mkdtemp(join(tmpdir(), "leadwright-trust-"));
  try {
    const [file, map] = [join(folder, "command.csv"), join(folder, "map.json")];
    await writeFile(file, many("Command", rows));
    await writeFile(map, JSON.stringify({ columns: { Topic: { to: "subject" }, "Last Name": { to: "lastname" } } }));
    const killed = new AbortController();
    const command = organisation.server.run(
      ["import", file, "--table", "lead", "--map", map],
      undefined,
      killed.signal,
    );
    const state = async () =>
      (
        await organisation.api.list("importfiles", "$select=importfileid,progresscounter&$filter=name eq 'command.csv'")
      )[0];
    await expect
      .poll(async () => Number((await state())?.progresscounter ?? 0), { intervals: [20], timeout: 40_000 })
      .toBeGreaterThan(0);
    killed.abort();
    await expect(command).rejects.toThrow();
    // The server looks every half minute for what nobody works on any more; a command that asks for the list does so at once.
    const list = JSON.parse(await organisation.server.run(["import", "list", "--json"])) as {
      name: string;
      status: string;
    }[];
    expect(list.find(({ name }) => name === "command.csv")?.status).toBe("stopped");
    await page.goto("/imports");
    await expect(page.getByRole("row", { name: /command\.csv/ })).toContainText(words.say("import.status.stopped"));
    await page.getByRole("link", { name: "command.csv" }).click();
    await button(page, words, "import.resume").click();
    await expectDone(page, words, rows);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("what dates and numbers mean is asked where the file does not tell", async ({ page, words, organisation }) => {
  const file = "Topic;Last Name;Est. Close Date;Est. Value\nOpen;Nowak;03/04/2027;1.234\n";
  await page.goto("/imports/new");
  await page.locator("input[type=file]").setInputFiles(csv("open.csv", file));
  await expect(page.getByText(words.say("import.datesOpen", { text: "03/04/2027" }))).toBeVisible();
  await expect(page.getByText(words.say("import.decimalsOpen", { text: "1.234" }))).toBeVisible();
  await expectAccessible(page);
  await picture(page, "import-formats");
  await button(page, words, "import.toMatch").click();
  await expect(page.getByText(words.say("import.readingOpen", { text: "03/04/2027" }))).toBeVisible();
  await button(page, words, "import.toOptions").click();
  await button(page, words, "import.start").click();
  await expect(page.getByText(/03\/04\/2027/).first()).toBeVisible();
  await page.getByRole("button", { name: words.say("import.step.file") }).click();
  await page.getByLabel(words.say("import.dates"), { exact: true }).selectOption("mdy");
  await page.getByLabel(words.say("import.decimals"), { exact: true }).selectOption(",");
  await button(page, words, "import.toMatch").click();
  await expect(page.getByText(words.say("import.reading", { text: "03/04/2027", value: "4 Mar 2027" }))).toBeVisible();
  await expectAccessible(page);
  await button(page, words, "import.toOptions").click();
  await button(page, words, "import.start").click();
  await expectDone(page, words, 1);
  const [lead] = await organisation.api.list(
    "leads",
    "$select=estimatedclosedate,estimatedamount&$filter=subject eq 'Open'",
  );
  expect(lead).toMatchObject({ estimatedclosedate: "2027-03-04", estimatedamount: 1234 });
});

test("an import is undone: what it created is gone, what was changed since stays with its reason", async ({
  page,
  words,
  organisation,
}) => {
  await start(page, words, "undo.csv", many("Undo", 5));
  await expectDone(page, words, 5);
  const [lead] = await organisation.api.list("leads", "$select=leadid&$filter=subject eq 'Undo' and lastname eq 'L3'");
  await organisation.api.update("leads", String(lead?.leadid), { companyname: "Kept Ltd" });
  await button(page, words, "import.undo").click();
  await expect(page.getByRole("heading", { name: words.say("import.undoneTitle") })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole("row").filter({ hasText: words.say("import.kept.changed") })).toHaveCount(1);
  await expect(page.getByText(words.say("import.undoneStays"))).toBeVisible();
  await expectAccessible(page);
  await picture(page, "import-undone");
  expect(await organisation.api.count("leads", "subject eq 'Undo'")).toBe(1);
  await page.goto("/imports");
  await expect(page.getByRole("row", { name: /undo\.csv/ })).toContainText(words.say("import.status.undone"));
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("link", { name: "undo.csv" }).click();
  await expect(page.getByText(words.say("import.keptTitle")).first()).toBeVisible();
  await picture(page, "import-undone-phone");
});
