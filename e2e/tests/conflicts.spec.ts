import { expectAccessible } from "../src/axe.ts";
import { command, field, toast } from "../src/fields.ts";
import { picture } from "../src/picture.ts";
import { expect, test } from "../src/test.ts";

test.use({ organisationName: "Conflicts Ltd" });

test("a note that somebody else saved meanwhile shows both versions", async ({ page, organisation, words }) => {
  const { api } = organisation;
  const [lead = ""] = await api.createLeads([{ subject: "Talks", lastname: "Kowalski" }]);
  const note = await api.create("annotations", {
    subject: "Call",
    notetext: "On Friday",
    "objectid_lead@odata.bind": `/leads(${lead})`,
  });
  await page.goto(`/leads/${lead}`);
  const entry = page.getByRole("listitem").filter({ hasText: "On Friday" });
  await entry.getByRole("button", { name: words.say("timeline.actions", { name: "Call" }) }).click();
  await page.getByRole("menuitem", { name: words.say("timeline.edit") }).click();
  const editing = page.getByRole("region", { name: words.say("timeline.note"), exact: true });
  await field(editing, words.say("timeline.note.text")).fill("On Monday");

  await api.update("annotations", note, { notetext: "On Tuesday" });
  await editing.getByRole("button", { name: words.say("action.save") }).click();
  const alert = editing.getByRole("alert");
  await expect(alert).toContainText("On Tuesday");
  await expect(field(editing, words.say("timeline.note.text"))).toHaveValue("On Monday");
  await expectAccessible(page);
  await picture(page, "note-conflict");
  await alert.getByRole("button", { name: words.say("timeline.note.keepMine") }).click();
  await expect(editing).toBeHidden();
  expect(await api.list("annotations", `$select=notetext&$filter=annotationid eq ${note}`)).toMatchObject([
    { notetext: "On Monday" },
  ]);
});

test("a command over records that somebody else changed meanwhile shows both versions, and does what is said", async ({
  page,
  organisation,
  words,
}) => {
  const { api, ada } = organisation;
  const { person: bob } = await organisation.addPerson("Bob Meanwhile", "Salesperson");
  const ids = await api.createLeads(["One", "Two", "Three"].map((name) => ({ subject: "Raced", lastname: name })));
  const owners = () =>
    Promise.all(ids.map(async (id) => (await api.record("leads", id, "_ownerid_value"))._ownerid_value));
  await page.goto("/leads?q=Raced");
  await page.getByRole("checkbox", { name: words.say("grid.selectAll") }).click();
  await command(page, words.say("command.assign")).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();

  // Another column is no contradiction; another owner is.
  await api.update("leads", ids[0] ?? "", { jobtitle: "Buyer" });
  await api.update("leads", ids[1] ?? "", { "ownerid@odata.bind": `/systemusers(${bob.id})` });
  await dialog.getByRole("button", { name: words.say("assign.action") }).click();
  await expect(dialog).toContainText(words.say("changed.title", { count: 1 }));
  await expect(dialog.getByRole("heading", { level: 3 })).toHaveText(["Two"]);
  await expect(dialog.getByRole("definition")).toHaveText([ada.name, bob.name]);
  await expectAccessible(page);
  await picture(page, "command-conflict");
  await dialog.getByRole("button", { name: words.say("changed.leave") }).click();
  await expect(toast(page, words.say("assign.done", { count: 2, name: ada.name }))).toBeVisible();
  expect(await owners()).toEqual([ada.id, bob.id, ada.id]);
  expect(await api.record("leads", ids[0] ?? "", "jobtitle")).toMatchObject({ jobtitle: "Buyer" });
});

test("an activity that somebody else closed meanwhile is not closed otherwise unseen", async ({
  page,
  organisation,
  words,
}) => {
  const { api } = organisation;
  const [lead = ""] = await api.createLeads([{ subject: "Talks", lastname: "Closed" }]);
  const task = await api.create("tasks", {
    subject: "Call back",
    "regardingobjectid_lead@odata.bind": `/leads(${lead})`,
  });
  await page.goto(`/tasks/${task}`);
  await expect(command(page, words.say("command.complete"))).toBeVisible();
  await api.update("tasks", task, { statecode: 2 });
  await command(page, words.say("command.complete")).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(words.choice("task", "statecode", 2));
  await dialog.getByRole("button", { name: words.say("changed.anyway") }).click();
  await expect(toast(page, words.say("form.saved"))).toBeVisible();
  expect(await api.record("tasks", task, "statecode")).toMatchObject({ statecode: 1 });
});

test("settings that somebody else saved meanwhile are not overwritten unseen", async ({
  page,
  organisation,
  words,
}) => {
  const { api } = organisation;
  await page.goto("/settings?section=organisation");
  const name = page.getByLabel(words.say("setup.organisationName"));
  await expect(name).toHaveValue("Conflicts Ltd");
  await name.fill("Mine Ltd");
  const [row] = await api.list("organizations", "$select=organizationid");
  const id = String((row as { organizationid: string }).organizationid);
  await api.update("organizations", id, { name: "Theirs Ltd", lw_binretentiondays: 12 });
  const save = page
    .getByRole("main")
    .getByRole("button", { name: words.say("action.save") })
    .first();
  await save.click();
  const alert = page.getByRole("alert").filter({ hasText: "Theirs Ltd" });
  await expect(alert).toContainText("12");
  await expect(name).toHaveValue("Mine Ltd");
  await save.click();
  await expect(toast(page, words.say("settings.saved"))).toBeVisible();
  // What was not touched here stays theirs.
  expect(await api.list("organizations", "$select=name,lw_binretentiondays")).toMatchObject([
    { name: "Mine Ltd", lw_binretentiondays: 12 },
  ]);
});
