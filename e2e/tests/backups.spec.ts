import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expectAccessible } from "../src/axe.ts";
import { field, toast } from "../src/fields.ts";
import { picture } from "../src/picture.ts";
import { expect, test } from "../src/test.ts";

test.use({ organisationName: "Backups Ltd" });

let folder: string;
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "leadwright-e2e-backups-"));
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

test("a backup is made at a press, shows its progress, and can be downloaded and checked", async ({
  page,
  organisation,
  words,
}) => {
  await organisation.api.createLeads([{ subject: "Zapytanie", lastname: "Nguyễn" }]);
  await page.goto("/settings");
  await page.getByRole("tab", { name: words.say("settings.backups") }).click();
  await expect(page.getByText(words.say("settings.backupsNone"))).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: words.say("settings.backupNow") }).click();
  const row = page.getByRole("table").getByRole("row").nth(1);
  await expect(row).toContainText(words.say("settings.backupVerified"), { timeout: 30_000 });
  await expect(page.getByText(/The last backup was made and verified/)).toBeVisible();
  await expectAccessible(page);
  await picture(page, "backups");

  const downloading = page.waitForEvent("download");
  await row.getByRole("link", { name: /^Download leadwright-/ }).click();
  const path = join(folder, "downloaded.backup");
  await (await downloading).saveAs(path);
  expect(await organisation.server.run(["backup", "verify", path])).toContain("The backup is whole");
});

test("the schedule is kept, a failure is told to administrators wherever they are, and goes away with the next success", async ({
  page,
  browser,
  organisation,
  words,
}) => {
  const missing = join(folder, "usb-stick");
  await page.goto("/settings?section=backups");
  await field(page, words.say("settings.backupFolder")).fill("not-a-path");
  await page.getByRole("button", { name: words.say("action.save") }).click();
  await expect(page.getByText(/Give the folder with its whole path/)).toBeVisible();
  await field(page, words.say("settings.backupFolder")).fill(missing);
  await field(page, words.say("settings.backupFrequency")).selectOption("weekly");
  await field(page, words.say("settings.backupWeekday")).selectOption({ label: "Friday" });
  await field(page, words.say("settings.backupHour")).selectOption("23");
  await page.getByLabel(words.say("settings.backupEnabled")).check();
  await page.getByRole("button", { name: words.say("action.save") }).click();
  await expect(toast(page, words.say("settings.saved"))).toBeVisible();
  await expect(page.getByText(/The next one is due/)).toBeVisible();
  await page.reload();
  await expect(field(page, words.say("settings.backupWeekday"))).toHaveValue("5");
  await expect(field(page, words.say("settings.backupHour"))).toHaveValue("23");
  await expect(field(page, words.say("settings.backupFolder"))).toHaveValue(missing);
  await expect(page.getByLabel(words.say("settings.backupEnabled"))).toBeChecked();

  await page.getByRole("button", { name: words.say("settings.backupNow") }).click();
  const reason = `The folder ${missing} is not there.`;
  await expect(page.getByText(/The last backup failed/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(reason).first()).toBeVisible();
  await expectAccessible(page);

  await page.goto("/leads");
  const notice = page.getByRole("status").filter({ hasText: words.say("shell.backupFailed") });
  await expect(notice).toContainText(reason);
  await expectAccessible(page);
  const { person } = await organisation.addPerson("Sam Seller", "Salesperson");
  const theirs = await browser.newContext({
    storageState: await organisation.signIn(person),
    baseURL: organisation.server.url,
  });
  const other = await theirs.newPage();
  await other.goto("/leads");
  await expect(other.getByRole("main")).toBeVisible();
  await expect(other.getByText(words.say("shell.backupFailed"))).toHaveCount(0);
  await other.goto("/settings?section=backups");
  await expect(other.getByRole("tab", { name: words.say("settings.backups") })).toHaveCount(0);
  await theirs.close();

  await mkdir(missing);
  await notice.getByRole("button", { name: words.say("shell.backupSettings") }).click();
  await page.getByRole("button", { name: words.say("settings.backupNow") }).click();
  await expect(page.getByText(/The last backup was made and verified/)).toBeVisible({ timeout: 30_000 });
  await page.goto("/leads");
  await expect(page.getByRole("main")).toBeVisible();
  await expect(notice).toHaveCount(0);
});
