import { expectAccessible } from "../src/axe.ts";
import { field } from "../src/fields.ts";
import { wordsOf } from "../src/language.ts";
import { expect, password, stranger, test } from "../src/test.ts";

test.use({ organisationName: "none yet", storageState: stranger });

test("the first visit, to whichever address, sets the organisation up in the language one chooses", async ({
  page,
  context,
  browser,
  words,
}) => {
  await page.goto("/accounts");
  await expect(page.getByRole("heading", { name: words.say("setup.title") })).toBeVisible();
  await expect(field(page, words.say("setup.organisationName"))).toBeFocused();
  await expectAccessible(page);

  await test.step("what is missing or wrong is said at its field", async () => {
    await field(page, words.say("signIn.email")).fill("not an address");
    await field(page, words.say("signIn.password")).fill("short");
    await page.getByRole("button", { name: words.say("setup.submit") }).click();
    const name = field(page, words.say("setup.organisationName"));
    await expect(name).toBeFocused();
    await expect(name).toHaveAccessibleDescription(words.say("signIn.required"));
    await expect(page.getByText(words.say("signIn.emailInvalid"))).toBeVisible();
    await expect(page.getByText(words.say("setup.passwordShort", { min: 10 }))).toBeVisible();
    await expectAccessible(page);
  });

  const polish = await wordsOf("pl");
  await field(page, words.say("setup.language")).selectOption({ label: "Polski" });
  await expect(page.getByRole("heading", { name: polish.say("setup.title") })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "pl");

  await field(page, polish.say("setup.organisationName")).fill("Łódzkie Okna sp. z o.o.");
  await field(page, polish.say("setup.currency")).selectOption("PLN");
  await field(page, polish.say("setup.name")).fill("Zofia Żak");
  await field(page, polish.say("signIn.email")).fill("zofia@example.com");
  await field(page, polish.say("signIn.password")).fill(password);
  await page.getByRole("button", { name: polish.say("setup.submit") }).click();

  await expect(page.getByRole("button", { name: polish.say("shell.account", { name: "Zofia Żak" }) })).toBeVisible();
  await expect(page).toHaveURL(/\/accounts$/);
  const session = await (await context.request.get("/auth/session")).json();
  expect(session.organisation).toMatchObject({
    name: "Łódzkie Okna sp. z o.o.",
    baseCurrency: { code: "PLN", symbol: "zł", digits: 2 },
  });
  expect(session.user).toMatchObject({ name: "Zofia Żak", language: "pl", administrator: true });

  await test.step("the next visitor is asked to sign in", async () => {
    const other = await (await browser.newContext()).newPage();
    await other.goto(page.url());
    await expect(other.getByRole("heading", { name: words.say("signIn.title") })).toBeVisible();
    await other.context().close();
  });
});
