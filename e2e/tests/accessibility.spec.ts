import type { Page } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import { command } from "../src/fields.ts";
import { picture } from "../src/picture.ts";
import { expect, test } from "../src/test.ts";

test.use({ organisationName: "Hòa Phát Okna" });

const people = [
  ["Nguyễn Văn", "An", "50 licences", "Hòa Phát", "Procurement lead"],
  ["Łucja", "Żółkiewska", "Windows for an office", "Okna Łódź", "Owner"],
  ["Jürgen", "Groß", "Pilot in two plants", "Groß & Söhne GmbH", "Plant manager"],
  ["Trần Thị", "Mai", "Training for twelve", "Sao Mai JSC", "Head of HR"],
  ["Zofia", "Nowak", "Renewal", "Nowak i Wspólnicy", "CFO"],
  ["Ada", "Lovelace", "Analytical engine", "Byron Ltd", "Engineer"],
  ["Piotr", "Wiśniewski", "Upgrade from the trial", "Sad i Ogród", "IT"],
  ["Lê Hoàng", "Nam", "Demo asked for on the website", "Nam Việt", "Director"],
] as const;

let ids: Readonly<Record<"lead" | "account" | "contact" | "opportunity" | "task" | "email", string>>;

test.beforeAll(async ({ organisation: { api } }) => {
  const leads = await api.createLeads(
    people.map(([firstname, lastname, subject, companyname, jobtitle], index) => ({
      firstname,
      lastname,
      subject,
      companyname,
      jobtitle,
      emailaddress1: `person${index}@example.com`,
      telephone1: `+48 600 100 2${index}0`,
      leadqualitycode: 1 + (index % 3),
      leadsourcecode: 1 + (index % 8),
      statuscode: 1 + (index % 2),
    })),
  );
  const lead = leads[0] ?? "";
  const about = { "regardingobjectid_lead@odata.bind": `/leads(${lead})` };
  const account = await api.create("accounts", { name: "Hòa Phát", telephone1: "+84 24 1234 5678" });
  const contact = await api.create("contacts", {
    firstname: "Nguyễn Thị",
    lastname: "Hoa",
    "parentcustomerid_account@odata.bind": `/accounts(${account})`,
  });
  const opportunity = await api.create("opportunities", {
    name: "200 licences",
    estimatedvalue: 48000,
    "parentaccountid@odata.bind": `/accounts(${account})`,
  });
  const task = await api.create("tasks", { subject: "Send the offer", scheduledend: "2030-01-31T10:00:00Z", ...about });
  await api.create("phonecalls", { subject: "Asked for prices", statecode: 1, statuscode: 2, ...about });
  const email = await api.create("emails", {
    subject: "Your offer",
    description: "Dear Mr An,\nhere it is.",
    ...about,
  });
  await api.create("annotations", {
    subject: "Wants a demo",
    notetext: "On Friday at 10; the whole team of six will be there.",
    "objectid_lead@odata.bind": `/leads(${lead})`,
  });
  ids = { lead, account, contact, opportunity, task, email };
});

/** The page, with what it waits for. */
async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("progressbar")).toHaveCount(0);
}

const lists = ["/leads", "/accounts", "/contacts", "/opportunities", "/activities", "/imports"];

test("every list, light and dark", async ({ page }) => {
  for (const path of lists) {
    await visit(page, path);
    await expectAccessible(page);
    if (path === "/leads") await picture(page, "leads");
  }
});

test("every record, light and dark", async ({ page }) => {
  const records = [`/contacts/${ids.contact}`, `/opportunities/${ids.opportunity}`, `/tasks/${ids.task}`];
  for (const path of [...records, `/emails/${ids.email}`]) {
    await visit(page, path);
    await expectAccessible(page);
  }
});

test("the empty forms of activities and opportunities, light and dark", async ({ page }) => {
  for (const list of ["opportunities", "tasks", "phonecalls", "appointments", "emails"]) {
    await visit(page, `/${list}/new`);
    await expectAccessible(page);
  }
});

test("a lead, its tabs, and the pane to qualify it", async ({ page, words }) => {
  await visit(page, `/leads/${ids.lead}`);
  await expect(page.getByText("Wants a demo")).toBeVisible();
  await expectAccessible(page);
  await picture(page, "lead");
  for (const tab of await page.getByRole("tab").all()) {
    await tab.click();
    await expectAccessible(page);
  }
  await page.getByRole("tab").first().click();
  await command(page, words.say("command.qualify")).click();
  await expect(page.getByText(words.say("qualify.nothingYet"))).toBeVisible();
  await expectAccessible(page);
  await picture(page, "qualify");
});

test("every section of the settings", async ({ page, words }) => {
  for (const section of ["preferences", "password", "tokens", "organisation", "people", "columns"] as const) {
    await visit(page, `/settings?section=${section}`);
    await expect(page.getByRole("tab", { name: words.say(`settings.${section}`) })).toHaveAttribute(
      "aria-selected",
      "true",
    );
    await expectAccessible(page);
    if (section === "people") await picture(page, "settings");
  }
});

test("the steps of an import", async ({ page, words }) => {
  await visit(page, "/imports/new");
  const rows = people.map(([first, last, topic, company]) => `${topic};${first};${last};${company};Hot;7`);
  const text = `Temat;First Name;Last Name;Company;Rating;Visits\n${rows.join("\n")}\nNobody;;;;Hot;1\n`;
  const file = { name: "leads-2026.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("button", { name: words.say("import.toMatch") }).click();
  await expect(page.getByRole("heading", { name: words.say("import.matchTitle") })).toBeVisible();
  await picture(page, "import");
  await page.getByRole("button", { name: words.say("import.toOptions") }).click();
  await page.getByRole("button", { name: words.say("import.start") }).click();
  await expect(page.getByRole("heading", { name: words.say("import.doneTitle") })).toBeVisible();
  await picture(page, "import-result");
  await expectAccessible(page);
});

test("menus, the narrow site map, and the dark look", async ({ page, words, organisation }) => {
  await visit(page, "/leads");
  const banner = page.getByRole("banner");
  for (const name of [words.say("shell.new"), words.say("shell.account", { name: organisation.ada.name })]) {
    await banner.getByRole("button", { name }).click();
    await expect(page.getByRole("menu")).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("menu")).toBeHidden();
  }
  await page.getByRole("button", { name: words.say("shell.collapse") }).click();
  await expect(page.getByRole("link", { name: words.tables("account") })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: words.say("shell.expand") }).click();
  await page.emulateMedia({ colorScheme: "dark" });
  await visit(page, `/leads/${ids.lead}`);
  await picture(page, "lead-dark");
});

const narrow = ["/leads", "/leads/new", "/settings?section=people", "/imports"];

async function expectToFit(page: Page): Promise<void> {
  const sizes = await page.locator("html").evaluate(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth]);
  expect.soft(sizes[0], page.url()).toBe(sizes[1]);
}

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("all fits, and can be reached", async ({ page, words, organisation }) => {
    for (const path of narrow) {
      await visit(page, path);
      await expectToFit(page);
      await expectAccessible(page);
    }
    await page.getByRole("button", { name: words.say("shell.account", { name: organisation.ada.name }) }).click();
    await page.getByRole("menuitem", { name: words.say("shell.imports") }).click();
    await expect(page).toHaveURL(/\/imports$/);
    await visit(page, `/leads/${ids.lead}`);
    await expectToFit(page);
    await expectAccessible(page);
    await picture(page, "lead-phone");
    await command(page, words.say("command.qualify")).click();
    const pane = page.getByRole("dialog").filter({ hasText: words.say("qualify.nothingYet") });
    await expect(pane.getByRole("button", { name: words.say("command.qualify"), exact: true })).toBeInViewport();
    await expectAccessible(page);
  });
});

for (const [name, viewport] of [
  ["360 pixels", { width: 360, height: 640 }],
  ["a screen at twice the size", { width: 720, height: 450 }],
] as const) {
  test.describe(`on ${name}`, () => {
    test.use({ viewport });

    test("nothing is wider than the screen", async ({ page }) => {
      for (const path of [...narrow, `/leads/${ids.lead}`]) {
        await visit(page, path);
        await expectToFit(page);
      }
    });
  });
}
