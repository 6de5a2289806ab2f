import type { Page } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import { command, field, toast } from "../src/fields.ts";
import { languages, type Words, wordsOf } from "../src/language.ts";
import { picture } from "../src/picture.ts";
import { expect, type Organisation, test } from "../src/test.ts";

test.use({ organisationName: "Undo Ltd" });

async function speak({ api, ada }: Organisation, words: Words): Promise<void> {
  const codes = { en: 1033, pl: 1045, vi: 1066 };
  await api.update("usersettingscollection", ada.id, { uilanguageid: codes[words.language] });
}

const lead = { subject: "Windows", lastname: "Kowalski", companyname: "Okna" };

const undoIn = (page: Page, words: Words, text: string | RegExp) =>
  toast(page, text).getByRole("button", { name: words.say("action.undo") });

for (const language of languages) {
  test(`deleted by mistake, and back from the message, in ${language}`, async ({ page, organisation }) => {
    const words = await wordsOf(language);
    await speak(organisation, words);
    const { api } = organisation;
    const [id = ""] = await api.createLeads([{ ...lead, lastname: `Toast ${language}` }]);
    const problems: string[] = [];
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    await page.goto(`/leads/${id}`);
    await command(page, words.say("command.delete")).click();
    await undoIn(page, words, words.say("delete.done", { count: 1 })).click();
    await expect(toast(page, words.say("undo.done"))).toBeVisible();
    await expect.poll(() => api.count("leads", `leadid eq ${id}`)).toBe(1);
    // What is gone was not asked for again.
    expect(problems).toEqual([]);
  });

  test(`the bin shows what was deleted and gives it back, in ${language}`, async ({ page, organisation }) => {
    const words = await wordsOf(language);
    await speak(organisation, words);
    const { api } = organisation;
    const name = `Bin ${language}`;
    const ids = await api.createLeads([1, 2, 3, 4].map((number) => ({ ...lead, lastname: `${name} ${number}` })));
    await api.create("annotations", { subject: "n", "objectid_lead@odata.bind": `/leads(${ids[0]})` });
    const together = crypto.randomUUID();
    for (const [place, id] of ids.entries()) await api.remove("leads", id, place < 2 ? undefined : together);
    await page.goto("/bin");
    await expect(page.getByRole("heading", { level: 1, name: words.say("bin.title") })).toBeVisible();
    await page.getByRole("searchbox", { name: words.say("bin.search") }).fill(name);
    const list = page.getByRole("list", { name: words.say("bin.title") });
    const rows = list.getByRole("checkbox");
    await expect(rows).toHaveCount(4);
    await expect(list).toContainText(words.say("bin.with", { list: words.say("bin.notes", { count: 1 }) }));
    await expect(list.getByRole("list", { name: words.say("bin.together", { count: 2 }) })).toContainText(`${name} 4`);
    // What differs by language is words alone.
    if (language === "en") {
      await expectAccessible(page);
      await picture(page, "bin");
      await page.setViewportSize({ width: 390, height: 844 });
      const overflow = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
      expect(overflow).toBeLessThanOrEqual(0);
      await picture(page, "bin-phone");
      await page.setViewportSize({ width: 1440, height: 900 });
    }
    await list.getByRole("button", { name: words.say("bin.restoreNamed", { name: `${name} 1` }) }).click();
    await expect(toast(page, words.say("bin.restored")).first()).toBeVisible();
    await expect(rows).toHaveCount(3);
    await list.getByRole("button", { name: words.say("bin.restoreTogether", { count: 2 }) }).click();
    await expect(rows).toHaveCount(1);
    await list.getByRole("checkbox", { name: words.say("bin.select", { name: `${name} 2` }) }).check();
    await page.getByRole("button", { name: words.say("bin.restoreSelected", { count: 1 }) }).click();
    await expect(page.getByText(words.say("bin.nothing"))).toBeVisible();
    await expect.poll(() => api.count("leads", `startswith(lastname,'${name}')`)).toBe(4);
  });
}

for (const language of ["en", "pl"] as const) {
  test(`an edit is taken back from the history, which says so, in ${language}`, async ({ page, organisation }) => {
    const words = await wordsOf(language);
    await speak(organisation, words);
    const { api, ada } = organisation;
    const [id = ""] = await api.createLeads([{ ...lead, jobtitle: "Buyer" }]);
    await api.update("leads", id, { jobtitle: "Boss" });
    await page.goto(`/leads/${id}`);
    await page.getByRole("tab", { name: words.say("history.title") }).click();
    const entries = page.getByRole("tabpanel").getByRole("list").getByRole("listitem");
    await expect(entries).toHaveCount(2);
    await entries
      .first()
      .getByRole("button", { name: words.say("history.undo"), exact: true })
      .click();
    await expect.poll(async () => (await api.record("leads", id, "jobtitle")).jobtitle).toBe("Buyer");
    await expect(entries.nth(1).getByText(words.like("history.undone"))).toContainText(ada.name);
    if (language !== "en") return;
    await expectAccessible(page);
    await picture(page, "history-undo");
  });
}

for (const language of ["en", "vi"] as const) {
  test(`reactivating takes back what qualifying created, but for what was changed, in ${language}`, async ({
    page,
    organisation,
  }) => {
    const words = await wordsOf(language);
    await speak(organisation, words);
    const { api, ada } = organisation;
    const [id = ""] = await api.createLeads([lead]);
    await page.goto(`/leads/${id}`);
    await command(page, words.say("command.qualify")).click();
    const pane = page.getByRole("dialog").filter({ hasText: words.say("qualify.nothingYet") });
    await pane.getByRole("button", { name: words.say("command.qualify"), exact: true }).click();
    await expect(toast(page, words.say("qualify.success"))).toBeVisible();
    const of = (set: string) => api.list(set, `$filter=_originatingleadid_value eq ${id}`);
    const [contact] = await of("contacts");
    if (language === "en") await api.update("contacts", String(contact?.contactid), { jobtitle: "Changed" });
    await page.goto(`/leads/${id}`);
    await command(page, words.say("command.reactivate")).click();
    const dialog = page.getByRole("dialog");
    // Three were made; what was changed since says so, and of the rest one chooses.
    await expect(dialog.getByRole("checkbox")).toHaveCount(3);
    if (language === "en") {
      const contact = new RegExp(`^${words.table("contact")} .*${ada.name}`);
      await expect(dialog.getByRole("checkbox", { name: contact })).toBeDisabled();
      await expectAccessible(page);
    }
    await dialog.getByRole("checkbox", { name: new RegExp(`^${words.table("opportunity")} `) }).check();
    if (language === "en") await picture(page, "reactivate");
    await dialog.getByRole("button", { name: words.say("command.reactivate"), exact: true }).click();
    await expect.poll(async () => (await api.record("leads", id, "statecode")).statecode).toBe(0);
    expect(await of("opportunities")).toEqual([]);
    expect([(await of("accounts")).length, (await of("contacts")).length]).toEqual([1, 1]);
  });
}

test("an opportunity that was closed by mistake is open again, as it was", async ({ page, organisation, words }) => {
  await speak(organisation, words);
  const { api } = organisation;
  const id = await api.create("opportunities", { name: "Roof windows", estimatedvalue: 900 });
  const read = () => api.record("opportunities", id, "statecode,statuscode,actualvalue,actualclosedate");
  const before = await read();
  for (const [close, state] of [
    ["form.win", 1],
    ["form.lose", 2],
  ] as const) {
    await page.goto(`/opportunities/${id}`);
    await command(page, words.say(close)).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: words.say(close) })
      .click();
    await expect.poll(async () => (await read()).statecode).toBe(state);
    await undoIn(page, words, words.say("form.saved")).click();
    await expect(command(page, words.say(close))).toBeVisible();
    expect(await read()).toMatchObject(unversioned(before));
  }
});

function unversioned(row: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith("@")));
}

test("a large undo shows how far it is, after a reload too, and stops when told", async ({
  page,
  organisation,
  words,
}) => {
  await speak(organisation, words);
  const { api } = organisation;
  const rows = 4_000;
  const [id = ""] = await api.createInOneGo(
    Array.from({ length: rows }, (_, place) => ({ subject: "Many", lastname: `M${place}` })),
  );
  await page.goto(`/leads/${id}`);
  await page.getByRole("tab", { name: words.say("history.title") }).click();
  await page.getByRole("button", { name: words.say("history.undoAll", { count: rows }) }).click();
  const progress = page.getByRole("progressbar", { name: words.say("undo.running") });
  await expect(progress).toBeVisible();
  await page.reload();
  await expect(progress).toHaveAttribute("aria-valuenow", /[1-9]/);
  await page.getByRole("button", { name: words.say("undo.stop") }).click();
  await expect(toast(page, words.like("undo.stopped"))).toBeVisible();
  const left = await api.count("leads", "subject eq 'Many'");
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(rows);
});

test("what was changed since is said, and the rest is taken back", async ({ page, organisation, words }) => {
  await speak(organisation, words);
  const { api } = organisation;
  const [id = ""] = await api.createLeads([{ ...lead, jobtitle: "Buyer" }]);
  await page.goto(`/leads/${id}`);
  const title = field(page.getByRole("main"), words.column("lead", "jobtitle"));
  await title.fill("Boss");
  await command(page, words.say("action.save")).click();
  const undo = undoIn(page, words, words.say("form.saved"));
  await expect(undo).toBeVisible();
  await api.update("leads", id, { jobtitle: "Chief" });
  await undo.click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(words.say("undo.title"));
  await expect(dialog).toContainText(words.column("lead", "jobtitle"));
  await expectAccessible(page);
  await dialog.getByRole("button", { name: words.say("action.close") }).click();
  expect((await api.record("leads", id, "jobtitle")).jobtitle).toBe("Chief");
});

test("an administrator says how long deleted records are kept", async ({ page, organisation, words }) => {
  await speak(organisation, words);
  await page.goto("/settings?section=organisation");
  const days = field(page.getByRole("main"), words.say("settings.binDays"));
  await days.fill("7");
  await days.blur();
  await page
    .getByRole("main")
    .getByRole("button", { name: words.say("action.save") })
    .click();
  const { api } = organisation;
  await expect
    .poll(async () => (await api.list("organizations", "$select=lw_binretentiondays"))[0]?.lw_binretentiondays)
    .toBe(7);

  // Without a bin nothing can be taken back, so that it is asked first.
  await api.update(
    "organizations",
    String((await api.list("organizations", "$select=organizationid"))[0]?.organizationid),
    {
      lw_binretentiondays: 0,
    },
  );
  const [id = ""] = await api.createLeads([{ ...lead, lastname: "Gone" }]);
  await page.goto(`/leads/${id}`);
  await command(page, words.say("command.delete")).click();
  const dialog = page.getByRole("dialog", { name: words.say("delete.title", { count: 1, name: "Gone" }) });
  await expect(dialog).toContainText(words.say("delete.final", { count: 1, table: "lead" }));
  await expectAccessible(page);
  await picture(page, "delete-for-good");
  await dialog.getByRole("button", { name: words.say("delete.action") }).click();
  await expect(toast(page, words.say("delete.done", { count: 1 }))).toBeVisible();
  await expect(undoIn(page, words, words.say("delete.done", { count: 1 }))).toHaveCount(0);
  expect(await api.count("leads", `leadid eq ${id}`)).toBe(0);
});
