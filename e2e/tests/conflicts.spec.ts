import { expectAccessible } from "../src/axe.ts";
import { field, toast } from "../src/fields.ts";
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
  await api.update("organizations", id, { name: "Theirs Ltd" });
  const save = page
    .getByRole("main")
    .getByRole("button", { name: words.say("action.save") })
    .first();
  await save.click();
  await expect(page.getByRole("alert").filter({ hasText: "Theirs Ltd" })).toBeVisible();
  await expect(name).toHaveValue("Mine Ltd");
  await save.click();
  await expect(toast(page, words.say("settings.saved"))).toBeVisible();
  expect(await api.list("organizations", "$select=name")).toMatchObject([{ name: "Mine Ltd" }]);
});
