import { expectAccessible } from "../src/axe.ts";
import { command, field, toast } from "../src/fields.ts";
import type { MessageId } from "../src/language.ts";
import { expect, password, stranger, test } from "../src/test.ts";

test.use({ organisationName: "Settings Ltd" });

test("a column that is added is on the form, in the API and in the list of columns, at once", async ({
  page,
  context,
  organisation,
  words,
}) => {
  const [id = ""] = await organisation.api.createLeads([{ subject: "Custom", lastname: "Columnson" }]);
  await page.goto("/settings");
  await page.getByRole("tab", { name: words.say("settings.columns") }).click();
  await expect(page.getByText(words.say("settings.columnsNone"))).toBeVisible();
  await expectAccessible(page);

  const add = async (label: string, kind: MessageId, more?: () => Promise<void>) => {
    await page.getByRole("button", { name: words.say("settings.columnAdd") }).click();
    await field(page.getByRole("dialog"), words.say("settings.columnLabel")).fill(label);
    await field(page.getByRole("dialog"), words.say("settings.columnKind")).selectOption({ label: words.say(kind) });
    await more?.();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: words.say("settings.add") })
      .click();
    await expect(toast(page, words.say("settings.columnAdded", { label }))).toBeVisible();
    await expect(page.getByRole("table").getByRole("row", { name: label })).toBeVisible();
  };
  await add("Source system", "settings.kind.text");
  await add("Płeć", "settings.kind.choice", async () => {
    await field(page.getByRole("dialog"), words.say("settings.columnChoices")).fill("Kobieta\nMężczyzna");
    await expectAccessible(page);
  });
  await add("Zainteresowania", "settings.kind.choices", async () => {
    await field(page.getByRole("dialog"), words.say("settings.columnChoices")).fill("Narty\nRower\nTaniec");
  });
  const names = await page.getByRole("table").getByRole("row").locator("code").allInnerTexts();

  const other = await context.newPage();
  await other.goto(`/leads/${id}`);
  await other.getByRole("tab", { name: "Details" }).click();
  await field(other.getByRole("main"), "Source system").fill("Website");
  await field(other.getByRole("main"), "Płeć").click();
  await other.getByRole("option", { name: "Kobieta" }).click();
  const interests = field(other.getByRole("main"), "Zainteresowania");
  await interests.focus();
  // By the keyboard alone: the list stays open while choices are ticked.
  for (const key of ["Enter", "Enter", "ArrowDown", "ArrowDown", "Enter", "Escape"]) await other.keyboard.press(key);
  await expect(interests).toHaveText("Narty; Taniec");
  await command(other, words.say("action.save")).click();
  await expect(toast(other, words.say("form.saved"))).toBeVisible();
  const [text = "", choice = "", several = ""] = names;
  const stored = await organisation.api.record("leads", id, `${text},${choice},${several}`);
  expect(stored[text]).toBe("Website");
  expect(stored[choice]).toEqual(expect.any(Number));
  expect(stored[several]).toBe("100000000,100000002");
  await other.reload();
  await other.getByRole("tab", { name: "Details" }).click();
  await expectAccessible(other);
  await expect(field(other.getByRole("main"), "Zainteresowania")).toHaveText("Narty; Taniec");
  await other.getByRole("tab", { name: words.say("history.title") }).click();
  await expect(other.getByRole("cell", { name: "Narty; Taniec" })).toBeVisible();
});

test("a person is added, signs in, gets a new password, and is shut out", async ({
  page,
  browser,
  organisation,
  words,
}) => {
  await page.goto("/settings?section=people");
  await page.getByRole("button", { name: words.say("settings.personAdd") }).click();
  const dialog = page.getByRole("dialog");
  await field(dialog, words.say("settings.personName")).fill("Nguyễn Thị Hoa");
  await field(dialog, words.say("signIn.email")).fill("hoa@example.com");
  await field(dialog, words.say("settings.personFirstPassword")).fill(password);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: words.say("settings.add") }).click();
  await expect(toast(page, words.say("settings.personAdded", { name: "Nguyễn Thị Hoa" }))).toBeVisible();

  const context = await browser.newContext({ storageState: stranger });
  const theirs = await context.newPage();
  const signIn = async (secret: string) => {
    await theirs.goto(organisation.server.url);
    await field(theirs, words.say("signIn.email")).fill("hoa@example.com");
    await field(theirs, words.say("signIn.password")).fill(secret);
    await theirs.getByRole("button", { name: words.say("signIn.submit") }).click();
  };
  await signIn(password);
  await expect(
    theirs.getByRole("button", { name: words.say("shell.account", { name: "Nguyễn Thị Hoa" }) }),
  ).toBeVisible();

  const more = page.getByRole("button", { name: words.say("settings.personMore", { name: "Nguyễn Thị Hoa" }) });
  await more.click();
  await page.getByRole("menuitem", { name: words.say("settings.personPassword") }).click();
  await field(page.getByRole("dialog"), words.say("settings.passwordNew")).fill("quite another secret");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: words.say("settings.passwordChange") })
    .click();
  await expect(toast(page, words.say("settings.passwordChanged"))).toBeVisible();
  await signIn("quite another secret");
  await expect(theirs.getByRole("navigation", { name: words.say("shell.siteMap") })).toBeVisible();

  await more.click();
  await page.getByRole("menuitem", { name: words.say("settings.personDisable") }).click();
  await expect(toast(page, words.say("settings.personDisabledDone", { name: "Nguyễn Thị Hoa" }))).toBeVisible();
  await expect(page.getByRole("row", { name: /Nguyễn Thị Hoa/ })).toContainText(words.say("settings.personDisabled"));
  await expectAccessible(page);
  await signIn("quite another secret");
  await expect(theirs.getByRole("alert")).toBeVisible();
  await context.close();
});

test("a program gets a token, and loses it", async ({ page, organisation, words }) => {
  await page.goto("/settings?section=tokens");
  await page.getByRole("button", { name: words.say("settings.tokenNew") }).click();
  await field(page.getByRole("dialog"), words.say("settings.tokenName")).fill("Website form");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: words.say("settings.tokenCreate") })
    .click();
  const token = await page.getByRole("textbox", { name: words.say("settings.tokenMade") }).inputValue();
  await expectAccessible(page);
  const ask = () =>
    fetch(`${organisation.server.url}/api/data/v9.2/WhoAmI`, { headers: { authorization: `Bearer ${token}` } });
  expect((await ask()).status).toBe(200);
  await page.getByRole("button", { name: words.say("settings.tokenRevokeName", { name: "Website form" }) }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: words.say("settings.tokenRevoke") })
    .click();
  await expect(toast(page, words.say("settings.tokenRevoked", { name: "Website form" }))).toBeVisible();
  expect((await ask()).status).toBe(401);
});

test("the organisation's name and the largest attachment", async ({ page, organisation, words }) => {
  await page.goto("/settings?section=organisation");
  await field(page, words.say("setup.organisationName")).fill("Settings and Sons");
  await field(page, words.say("settings.attachments")).fill("7");
  await page
    .getByRole("main")
    .getByRole("button", { name: words.say("action.save") })
    .click();
  await expect(toast(page, words.say("settings.saved"))).toBeVisible();
  await expectAccessible(page);
  const [stored] = await organisation.api.list("organizations", "$select=name,maxuploadfilesize");
  expect(stored).toMatchObject({ name: "Settings and Sons", maxuploadfilesize: 7 * 1024 * 1024 });
});

test("one's own password is changed, and a wrong one is refused", async ({ browser, organisation, words }) => {
  const { person } = await organisation.addPerson("Paul Password", "Salesperson");
  const context = await browser.newContext({ storageState: await organisation.signIn(person) });
  const page = await context.newPage();
  await page.goto(`${organisation.server.url}/settings?section=password`);
  const change = async (current: string) => {
    await field(page, words.say("settings.passwordCurrent")).fill(current);
    await field(page, words.say("settings.passwordNew")).fill("a brand new secret");
    await page.getByRole("button", { name: words.say("settings.passwordChange") }).click();
  };
  await change("not it");
  await expect(page.getByRole("alert")).toBeVisible();
  await expectAccessible(page);
  await change(password);
  await expect(toast(page, words.say("settings.passwordChanged"))).toBeVisible();
  await context.close();
});

test("light and dark as one chooses, kept in the browser", async ({ page, words }) => {
  await page.goto("/settings");
  const html = page.locator("html");
  await expect(html).toHaveCSS("color-scheme", "light");
  await field(page, words.say("shell.appearance")).selectOption({ label: words.say("shell.appearance.dark") });
  await expect(html).toHaveCSS("color-scheme", "dark");
  await page.reload();
  await expect(html).toHaveCSS("color-scheme", "dark");
  await field(page, words.say("shell.appearance")).selectOption({ label: words.say("shell.appearance.system") });
  await expect(html).toHaveCSS("color-scheme", "light");
});
