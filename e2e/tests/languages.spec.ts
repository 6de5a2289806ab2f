import type { Page } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import { command, field, toast } from "../src/fields.ts";
import { languages, type Words, wordsOf } from "../src/language.ts";
import { expect, test } from "../src/test.ts";

test.use({ organisationName: "Languages Ltd" });

const names = { en: "English", pl: "Polski", vi: "Tiếng Việt" };
/** How a person writes one and a half million, and how he reads it. */
const revenue = { en: "1,500,000.50", pl: "1 500 000,50", vi: "1.500.000,50" };

/** Nothing on the page is said in English that this language says in its own words, and no placeholder is left. */
async function expectSpoken(page: Page, words: Words): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("lang", words.language);
  const english = await wordsOf("en");
  const texts = await page.locator("body").allInnerTexts();
  const lines = texts.flatMap((text) => text.split("\n")).map((line) => line.trim());
  const foreign = lines.filter((line) => english.sayings.has(line) && !words.sayings.has(line));
  expect.soft(foreign, `English on ${page.url()}`).toEqual([]);
  expect.soft(lines.filter((line) => /[{}]|\b[a-z]+\.[a-z]+[A-Z]\w*/.test(line))).toEqual([]);
}

for (const language of languages) {
  test(`a lead's story, from file to opportunity, in ${names[language]}`, async ({ page, organisation }) => {
    const words = await wordsOf(language);
    const lead = (column: string) => field(page.getByRole("main"), words.column("lead", column));
    const { api, ada } = organisation;

    await test.step("the language is chosen, and stays", async () => {
      await page.goto("/leads");
      await page
        .getByRole("banner")
        .getByRole("button", { name: new RegExp(ada.name) })
        .click();
      await page.getByRole("menuitemradio", { name: names[language] }).click();
      await page.keyboard.press("Escape");
      await expect(page.getByRole("heading", { name: words.view("lead", "My Open Leads") })).toBeVisible();
      await page.reload();
      await expect(page.getByRole("heading", { name: words.view("lead", "My Open Leads") })).toBeVisible();
    });

    await test.step("a file with headings in this language needs no hand to match", async () => {
      const columns = ["subject", "lastname", "companyname", "leadqualitycode"];
      const headings = columns.map((column) => words.column("lead", column));
      const hot = words.choice("lead", "leadqualitycode", 1);
      const text = `${headings.join(";")}\nTemat,${language};Lịch-${language};Łódź;${hot}\n`;
      await page.getByRole("link", { name: words.say("shell.imports") }).click();
      await page
        .getByRole("button", { name: words.say("import.new") })
        .first()
        .click();
      await page
        .locator("input[type=file]")
        .setInputFiles({ name: `${language}.csv`, mimeType: "text/csv", buffer: Buffer.from(text) });
      await expect(page.getByRole("heading", { name: words.say("import.fileTitle") })).toBeVisible();
      await page.getByRole("button", { name: words.say("import.toMatch") }).click();
      for (const [index, heading] of headings.entries()) {
        const picker = page.getByRole("combobox", { name: words.say("import.fieldFor", { heading }), exact: true });
        await expect(picker).toHaveValue(words.column("lead", columns[index] ?? ""));
      }
      await expectSpoken(page, words);
      await page.getByRole("button", { name: words.say("import.toOptions") }).click();
      await expectSpoken(page, words);
      await page.getByRole("button", { name: words.say("import.start") }).click();
      await expect(page.getByRole("heading", { name: words.say("import.doneTitle") })).toBeVisible();
      await expect(page.getByRole("definition")).toHaveText(["1", "0", "0"]);
      await expectSpoken(page, words);
      const [imported] = await api.list("leads", `$select=leadqualitycode&$filter=lastname eq 'Lịch-${language}'`);
      expect(imported).toMatchObject({ leadqualitycode: 1 });
    });

    await test.step("a new lead asks for what it needs, and is saved", async () => {
      await page
        .getByRole("banner")
        .getByRole("button", { name: words.say("shell.new") })
        .click();
      await page.getByRole("menuitem", { name: words.table("lead"), exact: true }).click();
      await command(page, words.say("action.save")).click();
      await expect(lead("subject")).toHaveAccessibleDescription(words.say("form.problem.required"));
      await expectSpoken(page, words);
      await lead("subject").fill(`50 licences ${language}`);
      await lead("firstname").fill("Jan");
      await lead("lastname").fill(`Story-${language}`);
      await lead("companyname").fill(`Okna ${language}`);
      await page.getByRole("tab").nth(1).click();
      await lead("revenue").fill(revenue[language]);
      await command(page, words.say("action.save")).click();
      await expect(toast(page, words.say("form.saved"))).toBeVisible();
      const [stored] = await api.list("leads", `$select=revenue&$filter=lastname eq 'Story-${language}'`);
      expect(stored).toMatchObject({ revenue: 1500000.5 });
      await expectSpoken(page, words);
      await page.reload();
      await page.getByRole("tab").nth(1).click();
      await expect
        .poll(async () => (await lead("revenue").inputValue()).replaceAll(/\s/g, " "))
        .toBe(revenue[language]);
      await page.getByRole("tab").nth(0).click();
    });

    await test.step("a call and a note are in the timeline", async () => {
      const add = page.getByRole("group", { name: words.say("timeline.add") });
      await add.getByRole("button", { name: words.table("phonecall"), exact: true }).click();
      const call = page.getByRole("region", { name: words.table("phonecall"), exact: true });
      await field(call, words.column("phonecall", "subject")).fill("Call A");
      await expectSpoken(page, words);
      await call.getByRole("button", { name: words.say("timeline.saveCompleted") }).click();
      await expect(page.getByRole("link", { name: "Call A" })).toBeVisible();
      await add.getByRole("button", { name: words.say("timeline.note"), exact: true }).click();
      const note = page.getByRole("region", { name: words.say("timeline.note"), exact: true });
      await field(note, words.say("timeline.note.title")).fill("Note B");
      await note.getByRole("button", { name: words.say("action.save"), exact: true }).click();
      await expect(page.getByRole("listitem").filter({ hasText: "Note B" }).first()).toBeVisible();
      await expectSpoken(page, words);
      await expectAccessible(page);
      await page.getByRole("tab", { name: words.say("history.title") }).click();
      await expect(page.getByRole("tabpanel", { name: words.say("history.title") })).toContainText(ada.name);
      await expectSpoken(page, words);
    });

    await test.step("it is disqualified for a reason, and reactivated", async () => {
      await command(page, words.say("command.disqualify")).click();
      const dialog = page.getByRole("dialog", { name: words.say("disqualify.title", { count: 1 }) });
      await dialog.getByRole("radio", { name: words.choice("lead", "statuscode", 7) }).check();
      await expectSpoken(page, words);
      await dialog.getByRole("button", { name: words.say("disqualify.action") }).click();
      await expect(command(page, words.say("command.reactivate"))).toBeVisible();
      await expectSpoken(page, words);
      await command(page, words.say("command.reactivate")).click();
      await expect(command(page, words.say("command.qualify"))).toBeVisible();
    });

    await test.step("it is qualified, and what came of it is found", async () => {
      await command(page, words.say("command.qualify")).click();
      const pane = page.getByRole("dialog").filter({ hasText: words.say("qualify.nothingYet") });
      await expect(pane).toContainText(`Okna ${language}`);
      await expectSpoken(page, words);
      await pane.getByRole("button", { name: words.say("command.qualify"), exact: true }).click();
      await expect(toast(page, words.say("qualify.success"))).toBeVisible();
      await expect(page.getByRole("heading", { level: 1, name: `50 licences ${language}` })).toBeVisible();
      await expectSpoken(page, words);
      await page.getByRole("link", { name: words.tables("account"), exact: true }).click();
      await page
        .getByRole("grid")
        .getByRole("link", { name: `Okna ${language}` })
        .click();
      await expect(page.getByRole("heading", { level: 1, name: `Okna ${language}` })).toBeVisible();
      await expectSpoken(page, words);
    });

    await test.step("settings and lists speak it too", async () => {
      await page.goto("/activities");
      // Who has no open activities sees everybody's.
      await expect(page.getByRole("grid").getByRole("link", { name: "Call A" }).first()).toBeVisible();
      await expectSpoken(page, words);
      for (const section of ["preferences", "password", "tokens", "organisation", "people", "columns"] as const) {
        await page.goto(`/settings?section=${section}`);
        const panel = page.getByRole("tabpanel", { name: words.say(`settings.${section}`) });
        await expect(panel.getByRole("heading", { name: words.say(`settings.${section}`) })).toBeVisible();
        if (section !== "preferences") await expectSpoken(page, words);
      }
    });
  });
}
