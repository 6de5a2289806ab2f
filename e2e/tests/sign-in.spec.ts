import type { Page } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import { field } from "../src/fields.ts";
import { type Words, wordsOf } from "../src/language.ts";
import { expect, password, stranger, test } from "../src/test.ts";

test.use({ organisationName: "Sign-in Ltd" });

async function signIn(page: Page, words: Words, email: string, secret = password): Promise<void> {
  await field(page, words.say("signIn.email")).fill(email);
  await field(page, words.say("signIn.password")).fill(secret);
  await page.getByRole("button", { name: words.say("signIn.submit") }).click();
}

test.describe("somebody who is not signed in", () => {
  test.use({ storageState: stranger });

  test("signs in and is where he wanted to be", async ({ page, organisation, words }) => {
    const [id] = await organisation.api.createLeads([{ subject: "Deep link", lastname: "Link" }]);
    await page.goto(`/leads/${id}`);
    await expect(page.getByRole("heading", { name: words.say("signIn.title") })).toBeVisible();
    await expect(field(page, words.say("signIn.email"))).toBeFocused();
    await expectAccessible(page);
    await signIn(page, words, organisation.ada.email);
    await expect(page).toHaveURL(new RegExp(`/leads/${id}$`));
    await expect(page.getByRole("heading", { name: "Link" })).toBeVisible();
  });

  test("is told, in the same words for an unknown address and a wrong password", async ({
    page,
    organisation,
    words,
  }) => {
    await page.goto("/");
    const said: string[] = [];
    for (const email of [organisation.ada.email, "nobody@example.com"]) {
      await signIn(page, words, email, "a wrong password");
      await expect(page.getByRole("alert")).toBeVisible();
      said.push((await page.getByRole("alert").textContent()) ?? "");
      await expect(field(page, words.say("signIn.password"))).toBeFocused();
      await expectAccessible(page);
      await page.reload();
    }
    expect(said[0]).toBe(said[1]);
    expect(said[0]).not.toBe("");
  });

  test("chooses a language, which stays chosen", async ({ page }) => {
    await page.goto("/");
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("menuitemradio", { name: "Tiếng Việt" }).click();
    const vietnamese = await wordsOf("vi");
    await expect(page.getByRole("heading", { name: vietnamese.say("signIn.title") })).toBeVisible();
    await page.reload();
    await expect(page.getByRole("heading", { name: vietnamese.say("signIn.title") })).toBeVisible();
  });
});

test.describe("somebody who is signed in", () => {
  // Sessions that end here must not be the one that other tests share.
  test.use({
    storageState: async ({ organisation }, use) => use(await organisation.signIn(organisation.ada)),
  });

  test("signs out, and nothing can be read any more", async ({ page, context, words, organisation }) => {
    await page.goto("/leads");
    await page.getByRole("button", { name: words.say("shell.account", { name: organisation.ada.name }) }).click();
    await page.getByRole("menuitem", { name: words.say("shell.signOut"), exact: true }).click();
    await expect(page.getByRole("heading", { name: words.say("signIn.title") })).toBeVisible();
    expect((await context.request.get("/api/data/v9.2/leads")).status()).toBe(401);
    await page.goBack();
    await page.goto("/leads");
    await expect(page.getByRole("heading", { name: words.say("signIn.title") })).toBeVisible();
  });

  test("signs out everywhere, in other browsers too", async ({ page, browser, words, organisation }) => {
    const storageState = await organisation.signIn(organisation.ada);
    const elsewhere = await browser.newContext({ storageState });
    const other = await elsewhere.newPage();
    await other.goto(`${organisation.server.url}/leads`);
    await expect(other.getByRole("navigation", { name: words.say("shell.siteMap") })).toBeVisible();

    await page.goto("/leads");
    await page.getByRole("button", { name: words.say("shell.account", { name: organisation.ada.name }) }).click();
    await page.getByRole("menuitem", { name: words.say("shell.signOutEverywhere") }).click();
    await expect(page.getByRole("heading", { name: words.say("signIn.title") })).toBeVisible();

    await other.getByRole("link", { name: words.tables("account") }).click();
    await expect(other.getByRole("heading", { name: words.say("signIn.title") })).toBeVisible();
    await signIn(other, words, organisation.ada.email);
    await expect(other).toHaveURL(/\/accounts/);
    await expect(other.getByRole("navigation", { name: words.say("shell.siteMap") })).toBeVisible();
    await elsewhere.close();
  });
});
