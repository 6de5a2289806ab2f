import { expectAccessible } from "../src/axe.ts";
import { type Words, wordsOf } from "../src/language.ts";
import { expect, stranger, test } from "../src/test.ts";

test.use({ organisationName: "a demo", storageState: stranger });
// One demo is made and then visited in each language.
test.describe.configure({ mode: "serial" });

const who = {
  en: { name: "James Holloway", title: "Account Executive", role: "Salesperson" },
  pl: { name: "Katarzyna Zielińska", title: "Kierownik sprzedaży", role: "Sales Manager" },
  vi: { name: "Lê Minh Châu", title: "Trợ lý kinh doanh", role: "Sales Team Member" },
} as const;

test("the first visit offers a demo, which is loaded while one watches, and after a reload too", async ({
  page,
  words,
}) => {
  test.setTimeout(180_000);
  await page.goto("/leads");
  await expect(page.getByRole("heading", { name: words.say("demo.tryTitle") })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: words.say("demo.try") }).click();
  await expect(page.getByRole("progressbar", { name: words.say("demo.loadingTitle") })).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await expect(
    page
      .getByRole("heading", { name: words.say("demo.loadingTitle") })
      .or(page.getByRole("heading", { name: words.say("demo.peopleTitle") })),
  ).toBeVisible();
  await expect(page.getByRole("heading", { name: words.say("demo.peopleTitle") })).toBeVisible({ timeout: 150_000 });
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
    await page.getByRole("button", { name: new RegExp(`^${person.name}.*${person.title}.*${person.role}$`) }).click();
    await expect(page.getByRole("navigation", { name: door.say("shell.siteMap") })).toBeVisible();
    await expect(page.getByRole("banner").getByText(words.say("demo.mark"), { exact: true })).toBeVisible();
    await expect(page.getByRole("grid").getByRole("row").nth(1)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: door.say("shell.account", { name: person.name }) }).click();
    await page.getByRole("menuitem", { name: door.say("shell.signOut"), exact: true }).click();
    await expect(page.getByRole("heading", { name: door.say("demo.peopleTitle") })).toBeVisible();
  });
}
