import type { Locator, Page } from "@playwright/test";
import { languageNames } from "../../packages/web/src/language/load.ts";
import { expectAccessible } from "../src/axe.ts";
import { field } from "../src/fields.ts";
import { escaped, languages, type Words, wordsOf } from "../src/language.ts";
import { picture } from "../src/picture.ts";
import { expect, password, stranger, test } from "../src/test.ts";

test.use({ organisationName: "Explorer & Sons" });

const root = "/api/data/v9.2/";
let leads: string[];
let account: string;

test.beforeAll(async ({ organisation: { api } }) => {
  account = await api.create("accounts", { name: "<b>Okna</b> Łódź" });
  leads = await api.createLeads(
    Array.from({ length: 60 }, (_, index) => ({
      subject: `Topic ${String(index).padStart(2, "0")}`,
      lastname: "Nguyễn",
      leadsourcecode: 1 + (index % 2),
      "parentaccountid@odata.bind": `/accounts(${account})`,
    })),
  );
});

const answerOf = (page: Page, words: Words): Locator =>
  page.getByRole("region", { name: words.say("explorer.answer") });
const addressOf = (page: Page, words: Words): Locator =>
  page.getByRole("combobox", { name: words.say("explorer.address"), exact: true });

/** Types an address and runs it with Enter; the answer, when it is there. */
async function ask(page: Page, words: Words, address: string): Promise<Locator> {
  await addressOf(page, words).fill(address);
  await page.keyboard.press("Enter");
  const answer = answerOf(page, words);
  await expect(answer).toHaveAttribute("aria-busy", "false");
  await expect(answer.getByRole("status")).toContainText(/\d{3}/);
  return answer;
}

test("the root of the Web API is the explorer for a browser, and stays the service document for programs", async ({
  page,
  words,
}) => {
  const response = await page.goto(root);
  expect(response?.headers()["content-security-policy"]).toContain("script-src 'self';");
  await expect(page.getByRole("heading", { level: 1, name: words.say("explorer.title") })).toBeVisible();
  await expect(addressOf(page, words)).toBeFocused();
  await expectAccessible(page);
  for (const accept of ["application/json", "*/*"]) {
    const answer = await page.request.get(root, { headers: { accept } });
    expect(answer.headers().vary).toContain("Accept");
    expect((await answer.json()).value).toContainEqual({ name: "leads", kind: "EntitySet", url: "leads" });
  }
});

test.describe("somebody who is not signed in", () => {
  test.use({ storageState: stranger });

  test("signs in and is there", async ({ page, words, organisation }) => {
    await page.goto(root);
    await field(page, words.say("signIn.email")).fill(organisation.ada.email);
    await field(page, words.say("signIn.password")).fill(password);
    await page.getByRole("button", { name: words.say("signIn.submit") }).click();
    await expect(page.getByRole("heading", { level: 1, name: words.say("explorer.title") })).toBeVisible();
  });
});

test("with the keyboard alone: a set chosen, run, its rows and pages followed, and back", async ({ page, words }) => {
  await page.goto(root);
  await expect(addressOf(page, words)).toBeFocused();
  await page.keyboard.type("lea");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(addressOf(page, words)).toHaveValue("leads");
  await page.keyboard.type("?$select=subject&$orderby=subject");
  await page.keyboard.press("Enter");
  const answer = answerOf(page, words);
  await expect(answer.getByRole("status")).toContainText("200 OK");
  await expect(answer.getByRole("status")).toContainText(words.say("explorer.rows", { count: 50 }));
  await expect(answer).toContainText('"subject": "Topic 00"');
  await expect(answer).not.toContainText("Topic 55");

  await answer.getByRole("link", { name: /skiptoken/ }).press("Enter");
  await expect(answer).toContainText('"subject": "Topic 55"');
  await expect(answer.getByRole("status")).toContainText(words.say("explorer.rows", { count: 10 }));
  await answer.getByRole("link", { name: `"${leads[55]}"` }).press("Enter");
  await expect(addressOf(page, words)).toHaveValue(`leads(${leads[55]})`);
  await expect(answer).toContainText('"subject": "Topic 55"');
  await answer.getByRole("link", { name: `"${account}"` }).press("Enter");
  await expect(answer).toContainText('"name": "<b>Okna</b> Łódź"');
  await page.goBack();
  await page.goBack();
  await page.goBack();
  await expect(addressOf(page, words)).toHaveValue("leads?$select=subject&$orderby=subject");
  await expect(answer).toContainText('"subject": "Topic 00"');
});

test("refusals, other texts and long answers are shown as they are", async ({ page, words }) => {
  await page.goto("/explorer");
  let answer = await ask(page, words, "leads?$select=nothing");
  await expect(answer.getByRole("status")).toContainText("400");
  await expect(answer).toContainText("'nothing'");
  answer = await ask(page, words, "leads/$count");
  await expect(answer).toContainText("60");
  answer = await ask(page, words, "$metadata");
  await expect(answer).toContainText("<edmx:Edmx");
  await expect(answer).toContainText(words.say("explorer.cut", { count: "100,000" }));
  answer = await ask(page, words, "leads");
  await answer.getByRole("button", { name: words.say("explorer.more") }).click();
  await expect(answer).toContainText("Topic");

  await addressOf(page, words).fill("../../../auth/session");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toHaveText(words.say("explorer.badAddress"));
});

test("FetchXML, examples and the last queries", async ({ page, words }) => {
  await page.goto("/explorer");
  await page.getByRole("tab", { name: "FetchXML" }).click();
  await page.getByRole("textbox", { name: "FetchXML" }).press("Control+Enter");
  const answer = answerOf(page, words);
  await expect(answer).toContainText('"leads": 30');
  await page.getByRole("textbox", { name: "FetchXML" }).fill('<fetch><entity name="nothing" /></fetch>');
  await page.getByRole("button", { name: words.say("explorer.run") }).click();
  await expect(page.getByRole("alert")).toHaveText(words.say("explorer.badFetch"));
  await page.getByRole("textbox", { name: "FetchXML" }).fill('<fetch top="1"><entity name="lead" ></fetch>');
  await page.getByRole("button", { name: words.say("explorer.run") }).click();
  await expect(answer.getByRole("status")).toContainText("400");

  const examples = page.getByRole("region", { name: words.say("explorer.examples") });
  for (const example of await examples.getByRole("link").all()) {
    await example.click();
    await expect(answer).toHaveAttribute("aria-busy", "false");
    await expect(answer.getByRole("status"), (await example.textContent()) ?? "").toContainText("200 OK");
  }
  await page.reload();
  const history = page.getByRole("region", { name: words.say("explorer.history") });
  await history.getByRole("link", { name: "WhoAmI" }).click();
  await expect(answer).toContainText('"UserId"');
  await answer.getByRole("link").first().click();
  await history.getByRole("button", { name: words.say("explorer.clear") }).click();
  await expect(history).toBeHidden();
});

test("only reads: what is asked is a GET", async ({ page, words }) => {
  const methods = new Set<string>();
  page.on("request", (request) => request.url().includes(root) && methods.add(request.method()));
  await page.goto("/explorer");
  await ask(page, words, "POST leads");
  await ask(page, words, "QualifyLead");
  expect([...methods]).toEqual(["GET"]);
});

test("somebody sees the rows that he may read, in his language", async ({ browser, organisation }) => {
  const { person } = await organisation.addPerson("Mai Sales", "Salesperson");
  const context = await browser.newContext({ storageState: await organisation.signIn(person) });
  const page = await context.newPage();
  for (const language of languages) {
    const words = await wordsOf(language);
    await page.goto(`${organisation.server.url}/explorer`);
    await page
      .getByRole("banner")
      .getByRole("button", { name: new RegExp(person.name) })
      .click();
    await page.getByRole("menuitemradio", { name: languageNames[language] }).click();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.say("explorer.title"));
    const answer = await ask(page, words, "leads?$select=subject");
    await expect(answer.getByRole("status")).toContainText(words.say("explorer.rows", { count: 0 }));
  }
  await context.close();
});

const query = "leads?$select=subject,_parentaccountid_value&$filter=leadsourcecode eq 1&$orderby=subject&$top=5";

test("is accessible, light and dark", async ({ page, words }) => {
  await page.goto("/explorer");
  await ask(page, words, query);
  await expectAccessible(page);
  await picture(page, "explorer");
  await addressOf(page, words).fill("leads?$select=comp");
  await expect(page.getByRole("listbox")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("tab", { name: "FetchXML" }).click();
  await expectAccessible(page);
});

for (const [name, viewport] of [
  ["a phone", { width: 390, height: 844 }],
  ["360 pixels", { width: 360, height: 640 }],
] as const) {
  test.describe(`on ${name}`, () => {
    test.use({ viewport });

    test("all fits, and can be reached", async ({ page, words }) => {
      await page.goto("/explorer");
      await ask(page, words, query);
      const sizes = await page.locator("html").evaluate(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth]);
      expect(sizes[0]).toBe(sizes[1]);
      await expectAccessible(page);
      if (viewport.width === 390) await picture(page, "explorer-phone");
      const last = new RegExp(escaped(words.say("explorer.example.fetch")));
      await page.getByRole("link", { name: last }).click();
      await expect(answerOf(page, words)).toContainText('"leads": 30');
    });
  });
}
