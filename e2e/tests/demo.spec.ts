import { expectAccessible } from "../src/axe.ts";
import { type Words, wordsOf } from "../src/language.ts";
import { expect, stranger, test } from "../src/test.ts";

test.use({ organisationName: "a demo", storageState: stranger });
// One demo is made and then visited in each language.
test.describe.configure({ mode: "serial" });

const who = {
  en: { name: "James Holloway", title: "Account Executive", role: "role.salesperson" },
  pl: { name: "Katarzyna Zielińska", title: "Kierownik sprzedaży", role: "role.manager" },
  vi: { name: "Lê Minh Châu", title: "Trợ lý kinh doanh", role: "role.member" },
} as const;

test("the first visit offers a demo, which is loaded while one watches, and after a reload too", async ({
  page,
  words,
}) => {
  test.setTimeout(120_000);
  await page.goto("/leads");
  await expect(page.getByRole("heading", { name: words.say("demo.tryTitle") })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: words.say("demo.try") }).click();
  await expect(page.getByRole("progressbar", { name: words.say("demo.loadingTitle") })).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  // It says how far it is, and can be stopped: what is there by then is the demo.
  await expect(page.getByText(words.like("demo.loaded"))).toContainText(/[1-9]/, { timeout: 60_000 });
  await page.getByRole("button", { name: words.say("demo.stop") }).click();
  await expect(page.getByRole("heading", { name: words.say("demo.peopleTitle") })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(12);
  await expectAccessible(page);
});

for (const [language, person] of Object.entries(who)) {
  test(`one click signs in as ${person.name}, and signing out leads back to the people (${language})`, async ({
    page,
    words,
  }) => {
    await page.goto("/leads");
    const door: Words = await wordsOf(language as keyof typeof who);
    if (language !== "en") {
      await page.getByRole("button", { name: "English" }).click();
      await page.getByRole("menuitemradio", { name: language === "pl" ? "Polski" : "Tiếng Việt" }).click();
    }
    await expect(page.getByRole("heading", { name: door.say("demo.peopleTitle") })).toBeVisible();
    await expectAccessible(page);
    const role = door.say(person.role);
    await page.getByRole("button", { name: new RegExp(`^${person.name}.*${person.title}.*${role}$`) }).click();
    await expect(page.getByRole("navigation", { name: door.say("shell.siteMap") })).toBeVisible();
    await expect(page.getByRole("banner").getByText(words.say("demo.mark"), { exact: true })).toBeVisible();
    await expect(page.getByRole("grid").getByRole("row").nth(1)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: door.say("shell.account", { name: person.name }) }).click();
    await page.getByRole("menuitem", { name: door.say("shell.signOut"), exact: true }).click();
    await expect(page.getByRole("heading", { name: door.say("demo.peopleTitle") })).toBeVisible();
  });
}

test("the language chosen at the door is kept, and who owns nothing lands where there is something", async ({
  page,
}) => {
  const words = await wordsOf("pl");
  await page.goto("/leads");
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("menuitemradio", { name: "Polski" }).click();
  await page.getByRole("button", { name: new RegExp(words.say("role.administrator")) }).click();
  await expect(page.getByRole("navigation", { name: words.say("shell.siteMap") })).toBeVisible();
  await expect(page.getByRole("grid").getByRole("row").nth(1)).toBeVisible();
  await expect(page.getByRole("button", { name: words.view("lead", "Open Leads") })).toBeVisible();
});
