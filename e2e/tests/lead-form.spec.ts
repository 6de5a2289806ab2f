import type { Page } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import { command, field, toast } from "../src/fields.ts";
import type { Words } from "../src/language.ts";
import { expect, test } from "../src/test.ts";

test.use({ organisationName: "Forms Ltd" });

const person = {
  subject: "50 licences",
  firstname: "Jan",
  lastname: "Kowalski",
  companyname: "Okna",
  jobtitle: "Buyer",
};

/** The lead's page, loaded. */
async function openLead(page: Page, id: string | undefined): Promise<void> {
  await page.goto(`/leads/${id}`);
  await expect(page.getByRole("heading", { level: 1, name: "Jan Kowalski" })).toBeVisible();
}

function leadField(page: Page, words: Words, column: string) {
  return field(page.getByRole("main"), words.column("lead", column));
}

test("a new lead asks for topic and last name, at the fields", async ({ page, organisation, words }) => {
  await page.goto("/leads");
  await page
    .getByRole("banner")
    .getByRole("button", { name: words.say("shell.new") })
    .click();
  await page.getByRole("menuitem", { name: words.table("lead"), exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.say("form.new", { table: "lead" }));
  await expectAccessible(page);

  const [topic, lastName] = [leadField(page, words, "subject"), leadField(page, words, "lastname")];
  await leadField(page, words, "firstname").fill("Łucja");
  await command(page, words.say("action.save")).click();
  await expect(topic).toBeFocused();
  await expect(topic).toHaveAccessibleDescription(words.say("form.problem.required"));
  await expect(lastName).toHaveAccessibleDescription(words.say("form.problem.required"));
  expect(await organisation.api.list("leads", "$select=leadid&$filter=firstname eq 'Łucja'")).toEqual([]);
  await expectAccessible(page);

  await topic.fill("Okna na wymiar");
  await lastName.fill("Żółkiewska");
  await command(page, words.say("action.save")).click();
  await expect(toast(page, words.say("form.saved"))).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Łucja Żółkiewska" })).toBeVisible();
  await expect(page).toHaveURL(/\/leads\/[0-9a-f-]{36}$/);

  await leadField(page, words, "companyname").fill("Żółkiewska i córki");
  await command(page, words.say("form.saveAndClose")).click();
  await expect(page).toHaveURL(/\/leads$/);
  await expect(page.getByRole("grid").getByRole("row").nth(1)).toContainText("Żółkiewska i córki");
  const [stored] = await organisation.api.list("leads", "$filter=lastname eq 'Żółkiewska'");
  expect(stored).toMatchObject({ subject: "Okna na wymiar", firstname: "Łucja", companyname: "Żółkiewska i córki" });
});

test("fields of every kind are edited and saved, and the history says so", async ({ page, organisation, words }) => {
  const [id = ""] = await organisation.api.createLeads([person]);
  await openLead(page, id);
  const main = page.getByRole("main");
  await leadField(page, words, "jobtitle").fill("Chief buyer");
  await expect(main.getByText(words.say("form.unsaved"))).toBeVisible();
  await main.getByRole("combobox", { name: words.column("lead", "leadqualitycode") }).click();
  await page.getByRole("option", { name: words.choice("lead", "leadqualitycode", 1) }).click();
  await page.getByRole("tab", { name: "Details" }).click();
  await leadField(page, words, "numberofemployees").fill("1,250");
  await leadField(page, words, "revenue").fill("1500000.5");
  await leadField(page, words, "estimatedclosedate").fill("2027-03-31");
  await leadField(page, words, "description").fill("Two lines\nof text");
  await leadField(page, words, "donotphone").click();
  await page.getByRole("option", { name: words.choice("lead", "donotphone", 1), exact: true }).click();
  await expectAccessible(page);
  await page.keyboard.press("Control+Enter");
  await expect(toast(page, words.say("form.saved"))).toBeVisible();
  await expect(main.getByText(words.say("form.unsaved"))).toBeHidden();
  const select = "jobtitle,leadqualitycode,numberofemployees,revenue,estimatedclosedate,description,donotphone";
  expect(await organisation.api.record("leads", id, select)).toMatchObject({
    jobtitle: "Chief buyer",
    leadqualitycode: 1,
    numberofemployees: 1250,
    revenue: 1500000.5,
    estimatedclosedate: "2027-03-31",
    description: "Two lines\nof text",
    donotphone: true,
  });
  await page.getByRole("tab", { name: words.say("history.title") }).click();
  const history = page.getByRole("tabpanel", { name: words.say("history.title") });
  await expect(history).toContainText("Chief buyer");
  await expect(history).toContainText("Buyer");
  await expect(history).toContainText("Ada Admin");
  await expectAccessible(page);
});

test("what is no number is said at its field, on whichever tab it is", async ({ page, organisation, words }) => {
  const [id] = await organisation.api.createLeads([person]);
  await openLead(page, id);
  await page.getByRole("tab", { name: "Details" }).click();
  const revenue = leadField(page, words, "revenue");
  await revenue.fill("a lot");
  await page.getByRole("tab", { name: "Summary" }).click();
  await command(page, words.say("action.save")).click();
  await expect(revenue).toBeFocused();
  await expect(revenue).toHaveAccessibleDescription(words.like("form.problem.number"));
  await expectAccessible(page);
});

test("nothing unsaved is lost by leaving: stay, discard or save", async ({ page, organisation, words }) => {
  const [id = ""] = await organisation.api.createLeads([person]);
  await openLead(page, id);
  const accounts = page.getByRole("link", { name: words.tables("account"), exact: true });
  const asks = page.getByRole("alertdialog", { name: words.say("form.leave.title") });
  const title = leadField(page, words, "jobtitle");

  await title.fill("Director");
  await accounts.click();
  await expect(asks).toBeVisible();
  await expectAccessible(page);
  await asks.getByRole("button", { name: words.say("form.leave.stay") }).click();
  await expect(asks).toBeHidden();
  await expect(title).toHaveValue("Director");

  await accounts.click();
  await asks.getByRole("button", { name: words.say("action.save") }).click();
  await expect(page).toHaveURL(/\/accounts$/);
  expect(await organisation.api.record("leads", id, "jobtitle")).toMatchObject({ jobtitle: "Director" });

  await openLead(page, id);
  await title.fill("Nobody");
  await accounts.click();
  await asks.getByRole("button", { name: words.say("form.leave.discard") }).click();
  await expect(page).toHaveURL(/\/accounts$/);
  expect(await organisation.api.record("leads", id, "jobtitle")).toMatchObject({ jobtitle: "Director" });
});

test("somebody else changed it: both versions of a field are shown, and one is chosen", async ({
  page,
  organisation,
  words,
}) => {
  const { person: sam, api } = await organisation.addPerson("Sam Sales", "Sales Manager");
  const [id = ""] = await organisation.api.createLeads([person]);
  await openLead(page, id);
  await leadField(page, words, "jobtitle").fill("Mine");
  await leadField(page, words, "telephone1").fill("+48 111");
  await api.update("leads", id, { jobtitle: "Theirs", mobilephone: "+48 222" });
  await command(page, words.say("action.save")).click();

  const dialog = page.getByRole("dialog", { name: words.say("form.conflict.title") });
  await expect(dialog).toContainText(sam.name);
  const sides = dialog.getByRole("radiogroup", { name: words.column("lead", "jobtitle") });
  await expect(sides.getByRole("radio")).toHaveCount(2);
  await expect(dialog).toContainText(words.say("form.conflict.was", { value: "Buyer" }));
  await expectAccessible(page);
  await sides.getByRole("radio", { name: /Theirs/ }).check();
  await dialog.getByRole("button", { name: words.say("action.save") }).click();
  await expect(dialog).toBeHidden();
  await expect(leadField(page, words, "jobtitle")).toHaveValue("Theirs");
  expect(await organisation.api.record("leads", id, "jobtitle,telephone1,mobilephone")).toMatchObject({
    jobtitle: "Theirs",
    telephone1: "+48 111",
    mobilephone: "+48 222",
  });
});

test("changes of others to other fields are kept without a question", async ({ page, organisation, words }) => {
  const [id = ""] = await organisation.api.createLeads([person]);
  await openLead(page, id);
  await leadField(page, words, "jobtitle").fill("Mine");
  await organisation.api.update("leads", id, { companyname: "Theirs" });
  await command(page, words.say("action.save")).click();
  await expect(toast(page, words.say("form.saved"))).toBeVisible();
  await expect(leadField(page, words, "companyname")).toHaveValue("Theirs");
  expect(await organisation.api.record("leads", id, "jobtitle,companyname")).toMatchObject({
    jobtitle: "Mine",
    companyname: "Theirs",
  });
});

test("an existing account fills what is empty on a new lead, and nothing else", async ({
  page,
  organisation,
  words,
}) => {
  await organisation.api.create("accounts", { name: "Fabryka Okien", websiteurl: "https://okna.example" });
  await page.goto("/leads/new");
  await leadField(page, words, "subject").fill("From an account");
  await leadField(page, words, "lastname").fill("Nowak");
  const account = page.getByRole("combobox", { name: words.column("lead", "parentaccountid") });
  await account.fill("fabr");
  await page.getByRole("option", { name: /Fabryka Okien/ }).click();
  await expect(leadField(page, words, "companyname")).toHaveValue("Fabryka Okien");
  await expect(leadField(page, words, "lastname")).toHaveValue("Nowak");
  await command(page, words.say("action.save")).click();
  await expect(toast(page, words.say("form.saved"))).toBeVisible();
  const [stored] = await organisation.api.list(
    "leads",
    "$filter=lastname eq 'Nowak'&$expand=parentaccountid($select=name)",
  );
  expect(stored).toMatchObject({ companyname: "Fabryka Okien", parentaccountid: { name: "Fabryka Okien" } });
});

test("is disqualified with a reason, read-only then, and reactivated", async ({ page, organisation, words }) => {
  const [id = ""] = await organisation.api.createLeads([person]);
  await openLead(page, id);
  await command(page, words.say("command.disqualify")).click();
  const dialog = page.getByRole("dialog", { name: words.say("disqualify.title", { count: 1 }) });
  await dialog.getByRole("radio", { name: words.choice("lead", "statuscode", 5) }).check();
  await dialog.getByRole("button", { name: words.say("disqualify.action") }).click();
  await expect(
    page
      .getByRole("main")
      .getByText(words.choice("lead", "statuscode", 5))
      .first(),
  ).toBeVisible();
  await expect(command(page, words.say("action.save"))).toBeHidden();
  await expect(page.getByRole("main").getByRole("textbox", { name: words.column("lead", "jobtitle") })).toHaveCount(0);
  expect(await organisation.api.record("leads", id, "statecode,statuscode")).toMatchObject({
    statecode: 2,
    statuscode: 5,
  });
  await expectAccessible(page);
  await command(page, words.say("command.reactivate")).click();
  await expect(command(page, words.say("command.qualify"))).toBeVisible();
  expect(await organisation.api.record("leads", id, "statecode,statuscode")).toMatchObject({
    statecode: 0,
    statuscode: 1,
  });
});

test("is given to somebody else, and deleted", async ({ page, organisation, words }) => {
  const { person: greta } = await organisation.addPerson("Greta Owner", "Salesperson");
  const [id = ""] = await organisation.api.createLeads([person]);
  await openLead(page, id);
  await command(page, words.say("command.assign")).click();
  const assigning = page.getByRole("dialog", { name: words.say("assign.title", { count: 1 }) });
  await field(assigning, words.say("assign.to")).fill("Greta");
  await page.getByRole("option", { name: /Greta Owner/ }).click();
  await assigning.getByRole("button", { name: words.say("assign.action") }).click();
  await expect(page.getByRole("combobox", { name: words.column("lead", "ownerid") })).toHaveValue("Greta Owner");
  expect(await organisation.api.record("leads", id, "_ownerid_value")).toMatchObject({ _ownerid_value: greta.id });

  await command(page, words.say("command.delete")).click();
  await expect(page).toHaveURL(/\/leads$/);
  await page.goto(`/leads/${id}`);
  await expect(page.getByRole("heading", { name: words.say("form.gone.title") })).toBeVisible();
  await expectAccessible(page);
});

test("an address that leads nowhere says so", async ({ page, words }) => {
  await page.goto("/nothing/here");
  await expect(page.getByRole("heading", { name: words.say("notFound.title") })).toBeVisible();
  await expectAccessible(page);
  await page.goto("/leads/not-an-id");
  await expect(page.getByRole("heading", { name: words.say("notFound.title") })).toBeVisible();
});
