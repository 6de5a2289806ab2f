import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import { command, field, toast } from "../src/fields.ts";
import type { Words } from "../src/language.ts";
import { expect, test } from "../src/test.ts";

test.use({ organisationName: "Grid Ltd" });

const all = 120;

test.beforeAll(async ({ organisation }) => {
  const numbers = Array.from({ length: all }, (_, index) => String(index + 1).padStart(3, "0"));
  await organisation.api.createLeads(
    numbers.map((number) => ({ subject: `Topic ${number}`, lastname: `Row ${number}`, companyname: "Rows Ltd" })),
  );
});

function gridOf(page: Page): Locator {
  return page.getByRole("grid");
}

/** Names of the rows that are drawn, from the top. */
function shownNames(page: Page): Promise<string[]> {
  return gridOf(page).getByRole("row").getByRole("link").allInnerTexts();
}

function filterOf(page: Page): Locator {
  return page.getByRole("main").getByRole("searchbox");
}

async function openLeads(page: Page, words: Words, view = "My Open Leads"): Promise<void> {
  await page.goto("/leads");
  if (view !== "My Open Leads") await chooseView(page, words, view);
  await expect(gridOf(page)).toHaveAccessibleName(words.view("lead", view));
}

async function chooseView(page: Page, words: Words, view: string): Promise<void> {
  await page.getByRole("heading", { level: 1 }).getByRole("button").click();
  await page.getByRole("menuitemradio", { name: words.view("lead", view), exact: true }).click();
}

test("opens in the default view, and the address keeps another one", async ({ page, organisation, words }) => {
  const [closed] = await organisation.api.createLeads([{ subject: "Gone", lastname: "Closedson" }]);
  await organisation.api.update("leads", closed ?? "", { statecode: 2, statuscode: 7 });
  await page.goto("/");
  await expect(page).toHaveURL(/\/leads$/);
  await expect(page.getByRole("heading", { name: words.view("lead", "My Open Leads") })).toBeVisible();
  await expect(gridOf(page).getByRole("link", { name: "Closedson" })).toHaveCount(0);
  await chooseView(page, words, "Closed Leads");
  await expect(gridOf(page).getByRole("link", { name: "Closedson" })).toBeVisible();
  await expect(page).toHaveTitle(new RegExp(words.view("lead", "Closed Leads")));
  await page.reload();
  await expect(gridOf(page).getByRole("link", { name: "Closedson" })).toBeVisible();
  await expectAccessible(page);
});

test("sorts by a column, one way and the other, and keeps it in the address", async ({ page, words }) => {
  await openLeads(page, words);
  const head = gridOf(page).getByRole("columnheader", { name: words.column("lead", "fullname"), exact: true });
  await head.click();
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  await expect(gridOf(page).getByRole("link").first()).toHaveText("Row 001");
  await head.click();
  await expect(head).toHaveAttribute("aria-sort", "descending");
  await expect(gridOf(page).getByRole("link").first()).toHaveText("Row 120");
  await page.reload();
  await expect(head).toHaveAttribute("aria-sort", "descending");
  await expect(gridOf(page).getByRole("link").first()).toHaveText("Row 120");
});

test("narrows to what begins with a keyword, and says when nothing does", async ({ page, words }) => {
  await openLeads(page, words);
  await filterOf(page).fill("row 01");
  await expect.poll(() => shownNames(page)).toHaveLength(10);
  await expect(page.getByText(words.say("grid.range", { first: 1, last: 10, count: 10 }))).toBeVisible();
  await filterOf(page).fill("ow 01");
  await expect(page.getByText(words.say("grid.noMatch", { text: "ow 01" }))).toBeVisible();
  await expectAccessible(page);
  await filterOf(page).fill("*ow 01");
  await expect.poll(() => shownNames(page)).toHaveLength(10);
  await filterOf(page).fill("nobody");
  await page.getByRole("button", { name: words.say("grid.clearFilter") }).click();
  await expect(page.getByText(words.like("grid.range"))).toContainText(String(all));
});

test("is worked by the keyboard alone", async ({ page, words }) => {
  await page.goto("/leads?sort=fullname");
  await expect(gridOf(page).getByRole("link").first()).toHaveText("Row 001");
  const selected = (count: number) =>
    page.getByRole("status").filter({ hasText: words.say("grid.selected", { count }) });

  await page.keyboard.press("f");
  await expect(filterOf(page)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(gridOf(page)).toBeFocused();

  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await expect(selected(1)).toBeVisible();
  await expect(gridOf(page).getByRole("row", { selected: true })).toContainText("Row 003");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(selected(3)).toBeVisible();
  await expect(command(page, words.say("command.assign"))).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(gridOf(page).getByRole("row", { selected: true })).toHaveCount(0);

  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Row 004" })).toBeVisible();
  await page.goBack();
  await expect(gridOf(page)).toBeVisible();
});

test("loads further rows while one scrolls, and comes back to where one was", async ({ page, words }) => {
  await page.goto("/leads?sort=fullname");
  await expect(gridOf(page).getByRole("link").first()).toHaveText("Row 001");
  await gridOf(page).focus();
  for (let press = 0; press < 5; press++) {
    await page.keyboard.press("Control+End");
    await page.waitForTimeout(150);
  }
  const last = gridOf(page).getByRole("link", { name: "Row 120" });
  await expect(last).toBeInViewport();
  await expect(page.getByText(words.like("grid.range"))).toContainText(`${all}`);
  await last.click();
  await expect(page.getByRole("heading", { level: 1, name: "Row 120" })).toBeVisible();
  await page.goBack();
  await expect(last).toBeInViewport();
});

test("selects with the mouse, a range, and all loaded rows", async ({ page, words }) => {
  await page.goto("/leads?sort=fullname");
  const box = (name: string) => gridOf(page).getByRole("checkbox", { name: words.say("grid.select", { name }) });
  const selected = (count: number) =>
    page.getByRole("status").filter({ hasText: words.say("grid.selected", { count }) });
  await box("Row 002").click();
  await box("Row 006").click({ modifiers: ["Shift"] });
  await expect(selected(5)).toBeVisible();
  await box("Row 004").click();
  await expect(selected(4)).toBeVisible();
  await gridOf(page)
    .getByRole("checkbox", { name: words.say("grid.selectAll") })
    .click();
  await expect(page.getByRole("status").filter({ hasText: words.like("grid.selected") })).toBeVisible();
});

test("does a command to several rows: assign, disqualify with a reason, reactivate, delete", async ({
  page,
  organisation,
  words,
}) => {
  const { api } = organisation;
  const { person } = await organisation.addPerson("Greta Grid", "Salesperson");
  const leads = ["One", "Two", "Three"].map((name) => ({ subject: "Several", lastname: `Batch ${name}` }));
  const ids = await api.createLeads(leads);
  const states = async (select: string) => {
    const rows = await Promise.all(ids.map((id) => api.record("leads", id, select)));
    return rows.map((row) => row[select.split(",").at(-1) ?? ""]);
  };

  await openLeads(page, words, "All Leads");
  await filterOf(page).fill("Batch");
  await expect.poll(() => shownNames(page)).toHaveLength(3);
  await gridOf(page)
    .getByRole("checkbox", { name: words.say("grid.selectAll") })
    .click();
  await command(page, words.say("command.assign")).click();
  const assigning = page.getByRole("dialog", { name: words.say("assign.title", { count: 3 }) });
  await field(assigning, words.say("assign.to")).fill("Greta");
  await page.getByRole("option", { name: /Greta Grid/ }).click();
  await expectAccessible(page);
  await assigning.getByRole("button", { name: words.say("assign.action") }).click();
  await expect(toast(page, words.say("assign.done", { count: 3, name: "Greta Grid" }))).toBeVisible();
  expect(await states("_ownerid_value")).toEqual([person.id, person.id, person.id]);

  await command(page, words.say("command.disqualify")).click();
  const disqualifying = page.getByRole("dialog", { name: words.say("disqualify.title", { count: 3 }) });
  await disqualifying.getByRole("radio", { name: words.choice("lead", "statuscode", 6) }).check();
  await expectAccessible(page);
  await disqualifying.getByRole("button", { name: words.say("disqualify.action") }).click();
  await expect(toast(page, words.say("disqualify.done", { count: 3 }))).toBeVisible();
  expect(await states("statecode,statuscode")).toEqual([6, 6, 6]);

  await command(page, words.say("command.reactivate")).click();
  await expect(toast(page, words.say("state.done", { count: 3 }))).toBeVisible();
  expect(await states("statecode")).toEqual([0, 0, 0]);

  await command(page, words.say("command.delete")).click();
  const deleted = toast(page, words.say("delete.done", { count: 3 }));
  await expect(deleted).toBeVisible();
  await expectAccessible(page);
  const batch = () => api.count("leads", "startswith(lastname,'Batch')");
  expect(await batch()).toBe(0);
  await deleted.getByRole("button", { name: words.say("action.undo") }).click();
  await expect.poll(batch).toBe(3);
});

test("shows what others do, without being asked, and so does a timeline", async ({
  page,
  organisation: { api },
  words,
}) => {
  await openLeads(page, words);
  await expect(gridOf(page).getByRole("row").nth(1)).toBeVisible();
  const [id = ""] = await api.createLeads([{ subject: "Just now", lastname: "Newcomer" }]);
  await expect(gridOf(page).getByRole("link", { name: "Newcomer" })).toBeVisible();
  await gridOf(page).getByRole("link", { name: "Newcomer" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Newcomer" })).toBeVisible();
  await api.create("tasks", { subject: "From elsewhere", "regardingobjectid_lead@odata.bind": `/leads(${id})` });
  await expect(page.getByRole("link", { name: "From elsewhere" })).toBeVisible();
  await page.goBack();
  await expect(gridOf(page).getByRole("link", { name: "Newcomer" })).toBeVisible();
  await api.remove("leads", id);
  await expect(gridOf(page).getByRole("link", { name: "Newcomer" })).toHaveCount(0);
});

test("is reached by search and shortcuts from anywhere", async ({ page, words }) => {
  await page.goto("/accounts");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: words.say("keys.title") })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("g");
  await page.keyboard.press("l");
  await expect(page.getByRole("heading", { name: words.view("lead", "My Open Leads") })).toBeVisible();
  await page.keyboard.press("/");
  const search = page.getByRole("combobox", { name: words.say("search.label") });
  await expect(search).toBeFocused();
  await page.keyboard.type("Row 077");
  await expect(page.getByRole("option", { name: /Row 077/ })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Row 077" })).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("shows cards that a tap opens, and the places at the bottom", async ({ page, words }) => {
    await page.goto("/leads?sort=fullname");
    await expect(gridOf(page).getByRole("row").first()).toContainText("Row 001");
    const places = page.getByRole("navigation", { name: words.say("shell.siteMap") });
    await expect(places.getByRole("link", { name: words.tables("account") })).toBeInViewport();
    const { scrollWidth, clientWidth } = await page
      .locator("html")
      .evaluate(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }));
    expect(scrollWidth).toBe(clientWidth);
    await expectAccessible(page);
    await gridOf(page).getByRole("row").first().tap();
    await expect(page.getByRole("heading", { level: 1, name: "Row 001" })).toBeVisible();
    await expectAccessible(page);
  });
});
