import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import { command, field, toast } from "../src/fields.ts";
import type { Words } from "../src/language.ts";
import { expect, type Organisation, test } from "../src/test.ts";

test.use({ organisationName: "Qualify Ltd" });

const values = {
  subject: "50 licences",
  firstname: "Jan",
  lastname: "Kowalski",
  jobtitle: "Buyer",
  companyname: "Okna Łódź",
  emailaddress1: "jan@okna.example",
  telephone1: "+48 600 100 200",
  address1_city: "Łódź",
  estimatedamount: 12000,
};

async function openNewLead(page: Page, { api }: Organisation, more: object = {}): Promise<string> {
  const [id = ""] = await api.createLeads([{ ...values, ...more }]);
  await page.goto(`/leads/${id}`);
  await expect(page.getByRole("heading", { level: 1, name: "Jan Kowalski" })).toBeVisible();
  return id;
}

/** The pane in which one chooses what becomes of the lead. */
async function openPane(page: Page, words: Words): Promise<Locator> {
  await command(page, words.say("command.qualify")).click();
  const pane = page.getByRole("dialog").filter({ hasText: words.say("qualify.nothingYet") });
  await expect(pane).toContainText(words.say("qualify.pane.title", { name: "Jan Kowalski" }));
  return pane;
}

function sectionOf(pane: Locator, words: Words, table: string): Locator {
  return pane.getByRole("group", { name: words.table(table), exact: true });
}

async function created({ api }: Organisation, id: string) {
  const of = (set: string, select: string) =>
    api.list(set, `$select=${select}&$filter=_originatingleadid_value eq ${id}`);
  return {
    accounts: await of("accounts", "name,telephone1,address1_city"),
    contacts: await of("contacts", "fullname,jobtitle,emailaddress1,_parentcustomerid_value"),
    opportunities: await of("opportunities", "name,estimatedvalue,_parentaccountid_value,_parentcontactid_value"),
  };
}

test("a lead becomes an account, a contact and an opportunity, linked to each other", async ({
  page,
  organisation,
  words,
}) => {
  const id = await openNewLead(page, organisation);
  await organisation.api.create("annotations", {
    subject: "Budget is there",
    "objectid_lead@odata.bind": `/leads(${id})`,
  });
  const pane = await openPane(page, words);
  for (const table of ["account", "contact", "opportunity"]) {
    const section = sectionOf(pane, words, table);
    await expect(section.getByRole("checkbox")).toBeChecked();
  }
  await expect(sectionOf(pane, words, "account")).toContainText("Okna Łódź");
  await expectAccessible(page);
  expect(await created(organisation, id)).toEqual({ accounts: [], contacts: [], opportunities: [] });
  await pane.getByRole("button", { name: words.say("command.qualify"), exact: true }).click();

  await expect(toast(page, words.say("qualify.success"))).toBeVisible();
  await expect(page).toHaveURL(/\/opportunities\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1, name: "50 licences" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Budget is there");
  await expectAccessible(page);

  const { accounts, contacts, opportunities } = await created(organisation, id);
  expect(accounts).toMatchObject([{ name: "Okna Łódź", telephone1: "+48 600 100 200", address1_city: "Łódź" }]);
  expect(contacts).toMatchObject([{ fullname: "Jan Kowalski", jobtitle: "Buyer", emailaddress1: "jan@okna.example" }]);
  const [accountId, contactId] = [accounts[0]?.accountid, contacts[0]?.contactid];
  expect(contacts[0]?._parentcustomerid_value).toBe(accountId);
  expect(opportunities).toMatchObject([
    { name: "50 licences", _parentaccountid_value: accountId, _parentcontactid_value: contactId },
  ]);

  await test.step("the lead is closed, read-only, and leads to what came of it", async () => {
    await page.goto(`/leads/${id}`);
    await expect(command(page, words.say("command.reactivate"))).toBeVisible();
    await expect(command(page, words.say("action.save"))).toBeHidden();
    await expectAccessible(page);
    const main = page.getByRole("main");
    for (const name of ["Okna Łódź", "Jan Kowalski", "50 licences"]) {
      await expect(main.getByRole("link", { name, exact: true }).first()).toBeVisible();
    }
    await main.getByRole("link", { name: "Okna Łódź", exact: true }).first().click();
    await expect(page.getByRole("heading", { level: 1, name: "Okna Łódź" })).toBeVisible();
    await expectAccessible(page);
    await page.goto("/leads");
    await expect(page.getByRole("grid").or(page.getByRole("main").getByRole("button")).first()).toBeVisible();
    await expect(page.getByRole("link", { name: "Jan Kowalski" })).toHaveCount(0);
  });

  await test.step("it is found by search", async () => {
    const search = page.getByRole("combobox", { name: words.say("search.label") });
    await search.fill("okna");
    await page.getByRole("option", { name: /^Okna Łódź/ }).click();
    await expect(page).toHaveURL(new RegExp(`/accounts/${accountId}$`));
  });
});

test("what is typed and not saved yet goes along", async ({ page, organisation, words }) => {
  const id = await openNewLead(page, organisation);
  await field(page.getByRole("main"), words.column("lead", "companyname")).fill("Okna Nowe");
  const pane = await openPane(page, words);
  await expect(sectionOf(pane, words, "account")).toContainText("Okna Nowe");
  await pane.getByRole("button", { name: words.say("command.qualify"), exact: true }).click();
  await expect(page).toHaveURL(/\/opportunities\//);
  expect((await created(organisation, id)).accounts).toMatchObject([{ name: "Okna Nowe" }]);
});

test("an account that is linked already is used, and what is not wanted is not created", async ({
  page,
  organisation,
  words,
}) => {
  const account = await organisation.api.create("accounts", { name: "Known Customer" });
  const id = await openNewLead(page, organisation, { "parentaccountid@odata.bind": `/accounts(${account})` });
  const pane = await openPane(page, words);
  const section = sectionOf(pane, words, "account");
  await expect(section.getByRole("checkbox")).not.toBeChecked();
  await expect(section).toContainText("Known Customer");
  await sectionOf(pane, words, "opportunity").getByRole("checkbox").uncheck();
  await pane.getByRole("button", { name: words.say("command.qualify"), exact: true }).click();
  await expect(toast(page, words.say("qualify.success"))).toBeVisible();
  const { accounts, contacts, opportunities } = await created(organisation, id);
  expect([accounts, opportunities]).toEqual([[], []]);
  expect(contacts).toMatchObject([{ fullname: "Jan Kowalski", _parentcustomerid_value: account }]);
  expect(await organisation.api.record("leads", id, "statecode,statuscode")).toMatchObject({
    statecode: 1,
    statuscode: 3,
  });
});

test("a lead without a company makes no account, and the pane says why", async ({ page, organisation, words }) => {
  await openNewLead(page, organisation, { companyname: null });
  const pane = await openPane(page, words);
  const section = sectionOf(pane, words, "account");
  await expect(section.getByRole("checkbox")).toBeDisabled();
  await expect(section).toContainText(words.say("qualify.noCompany"));
  await pane.getByRole("button", { name: words.say("action.cancel") }).click();
  await expect(pane).toBeHidden();
});

test("somebody was quicker: nothing is created twice, and it says so", async ({ page, organisation, words }) => {
  const id = await openNewLead(page, organisation);
  const pane = await openPane(page, words);
  await organisation.api.update("leads", id, { statecode: 2, statuscode: 4 });
  await pane.getByRole("button", { name: words.say("command.qualify"), exact: true }).click();
  await expect(pane.getByText(words.say("qualify.failed"))).toBeVisible();
  await expect(pane).toContainText(words.say("qualify.failed.nothing"));
  await expectAccessible(page);
  expect(await created(organisation, id)).toEqual({ accounts: [], contacts: [], opportunities: [] });
});

test("several leads are qualified from the list", async ({ page, organisation, words }) => {
  const leads = ["Ada", "Bea"].map((name) => ({
    subject: "Bulk",
    firstname: name,
    lastname: "Bulkson",
    companyname: name,
  }));
  const ids = await organisation.api.createLeads(leads);
  await page.goto("/leads?q=Bulk");
  await expect(page.getByRole("grid").getByRole("link", { name: /Bulkson/ })).toHaveCount(2);
  await page.getByRole("checkbox", { name: words.say("grid.selectAll") }).click();
  await command(page, words.say("command.qualify")).click();
  const dialog = page.getByRole("dialog", { name: words.say("qualifyAll.title", { count: 2 }) });
  await expectAccessible(page);
  await dialog.getByRole("button", { name: words.say("command.qualify") }).click();
  await expect(toast(page, words.say("qualifyAll.done", { count: 2 }))).toBeVisible();
  for (const id of ids) {
    const { accounts, contacts, opportunities } = await created(organisation, id);
    expect([accounts.length, contacts.length, opportunities.length]).toEqual([1, 1, 1]);
  }
});

test("an opportunity is closed as won and reopened", async ({ page, organisation, words }) => {
  const id = await organisation.api.create("opportunities", { name: "Big deal", estimatedvalue: 5000 });
  await page.goto(`/opportunities/${id}`);
  await command(page, words.say("form.win")).click();
  const dialog = page.getByRole("dialog", { name: words.say("form.win.title") });
  await expectAccessible(page);
  await dialog.getByRole("button", { name: words.say("form.win"), exact: true }).click();
  await expect(command(page, words.say("command.reopen"))).toBeVisible();
  expect(await organisation.api.record("opportunities", id, "statecode,statuscode")).toMatchObject({
    statecode: 1,
    statuscode: 3,
  });
  await command(page, words.say("command.reopen")).click();
  await expect(command(page, words.say("form.win"))).toBeVisible();
});
