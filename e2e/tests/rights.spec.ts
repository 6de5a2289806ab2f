import { expectAccessible } from "../src/axe.ts";
import { command, field, toast } from "../src/fields.ts";
import { expect, test } from "../src/test.ts";

test.use({ organisationName: "Rights Ltd" });

test("somebody with rights to his own rows sees those, wherever he looks", async ({ browser, organisation, words }) => {
  const { person, api } = await organisation.addPerson("Tom Team", "Sales Team Member");
  const [hers = ""] = await organisation.api.createLeads([{ subject: "Secret", lastname: "Adason" }]);
  await api.createLeads([{ subject: "Mine", lastname: "Tomson" }]);

  const context = await browser.newContext({ storageState: await organisation.signIn(person) });
  const page = await context.newPage();
  await page.goto(`${organisation.server.url}/leads`);
  await page.getByRole("heading", { level: 1 }).getByRole("button").click();
  await page.getByRole("menuitemradio", { name: words.view("lead", "All Leads"), exact: true }).click();
  await expect(page.getByRole("grid").getByRole("link")).toHaveText(["Tomson"]);
  await expect(page.getByText(words.say("grid.range", { first: 1, last: 1, count: 1 }))).toBeVisible();

  const search = page.getByRole("combobox", { name: words.say("search.label") });
  await search.fill("Adason");
  await expect(page.getByRole("option", { name: words.say("search.nothing", { text: "Adason" }) })).toBeVisible();
  await search.fill("Tomson");
  await page.getByRole("option", { name: /Tomson/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Tomson" })).toBeVisible();
  await expect(command(page, words.say("action.save"))).toBeVisible();
  await expect(command(page, words.say("command.delete"))).toHaveCount(0);

  await page.goto(`${organisation.server.url}/leads/${hers}`);
  await expect(page.getByRole("heading", { name: words.say("form.gone.title") })).toBeVisible();
  await context.close();
});

test("a salesperson sees his unit's rows, may delete his own only, and another unit's not at all", async ({
  browser,
  organisation,
  words,
}) => {
  const { person } = await organisation.addPerson("Sam Sales", "Salesperson");
  const [id = ""] = await organisation.api.createLeads([{ subject: "Shared", lastname: "Unitson" }]);
  const context = await browser.newContext({ storageState: await organisation.signIn(person) });
  const page = await context.newPage();
  await page.goto(`${organisation.server.url}/leads/${id}`);
  await field(page.getByRole("main"), words.column("lead", "jobtitle")).fill("Changed by Sam");
  await command(page, words.say("action.save")).click();
  await expect
    .poll(() => organisation.api.record("leads", id, "jobtitle"))
    .toMatchObject({ jobtitle: "Changed by Sam" });

  await command(page, words.say("command.delete")).click();
  const refusal = toast(page, words.say("run.failedOne", { name: "Unitson" }));
  await expect(refusal).toContainText(words.say("error.forbidden"));
  await expectAccessible(page);
  await refusal.getByRole("button", { name: words.say("action.close") }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Unitson" })).toBeVisible();

  const [unit] = await organisation.api.list("businessunits", "$select=businessunitid");
  const elsewhere = await organisation.api.create("businessunits", {
    name: "Gdańsk",
    "parentbusinessunitid@odata.bind": `/businessunits(${unit?.businessunitid})`,
  });
  await organisation.api.update("systemusers", person.id, {
    "businessunitid@odata.bind": `/businessunits(${elsewhere})`,
  });
  await page.reload();
  await expect(page.getByRole("heading", { name: words.say("form.gone.title") })).toBeVisible();
  await context.close();
});

test("places for administrators are hidden from others, and closed to them", async ({
  browser,
  organisation,
  words,
}) => {
  const { person } = await organisation.addPerson("Nora Normal", "Salesperson");
  const context = await browser.newContext({ storageState: await organisation.signIn(person) });
  const page = await context.newPage();
  await page.goto(`${organisation.server.url}/settings?section=people`);
  await expect(page.getByRole("tab", { name: words.say("settings.preferences") })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  for (const id of ["settings.organisation", "settings.people", "settings.columns"] as const) {
    await expect(page.getByRole("tab", { name: words.say(id) })).toHaveCount(0);
  }
  await expectAccessible(page);
  await context.close();
});
