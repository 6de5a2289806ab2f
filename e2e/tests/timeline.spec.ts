import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "../src/axe.ts";
import { field, toast } from "../src/fields.ts";
import type { Words } from "../src/language.ts";
import { expect, type Organisation, test } from "../src/test.ts";

test.use({ organisationName: "Timeline Ltd" });

async function openNewLead(page: Page, { api }: Organisation): Promise<string> {
  const [id = ""] = await api.createLeads([
    { subject: "Talks", firstname: "Jan", lastname: "Kowalski", telephone1: "+48 600 100 200" },
  ]);
  await page.goto(`/leads/${id}`);
  await expect(page.getByRole("heading", { level: 1, name: "Jan Kowalski" })).toBeVisible();
  return id;
}

/** The small form of this kind, opened from the timeline. */
async function begin(page: Page, words: Words, kind: string): Promise<Locator> {
  await page
    .getByRole("group", { name: words.say("timeline.add") })
    .getByRole("button", { name: kind, exact: true })
    .click();
  return page.getByRole("region", { name: kind, exact: true });
}

/** The entry of the timeline that says this. */
function entry(page: Page, text: string): Locator {
  return page.getByRole("region", { name: "Timeline", exact: true }).getByRole("listitem").filter({ hasText: text });
}

test("a note with a file: written, kept, downloaded as it was, edited and deleted", async ({
  page,
  organisation,
  words,
}, testInfo) => {
  const id = await openNewLead(page, organisation);
  const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 7919) % 256));
  const form = await begin(page, words, words.say("timeline.note"));
  await field(form, words.say("timeline.note.title")).fill("Wants a demo");
  await field(form, words.say("timeline.note.text")).fill("On Friday,\nat 10");
  const chooser = page.waitForEvent("filechooser");
  await form.getByRole("button", { name: words.say("timeline.file.add") }).click();
  await (await chooser).setFiles({ name: "ofertą – v2.bin", mimeType: "application/octet-stream", buffer: bytes });
  await expect(form).toContainText("ofertą – v2.bin");
  await expectAccessible(page);
  await form.getByRole("button", { name: words.say("action.save"), exact: true }).click();
  await expect(toast(page, words.say("form.saved"))).toBeVisible();
  await expect(entry(page, "Wants a demo")).toContainText("Ada Admin");
  const [note] = await organisation.api.list(
    "annotations",
    `$select=subject,notetext,filename,filesize&$filter=_objectid_value eq ${id}`,
  );
  expect(note).toMatchObject({ subject: "Wants a demo", filename: "ofertą – v2.bin", filesize: bytes.length });

  await page.reload();
  const downloading = page.waitForEvent("download");
  await entry(page, "Wants a demo")
    .getByRole("button", { name: /ofertą – v2\.bin/ })
    .click();
  const path = testInfo.outputPath("downloaded");
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("ofertą – v2.bin");
  await download.saveAs(path);
  expect((await readFile(path)).equals(bytes)).toBe(true);

  const actions = page.getByRole("button", { name: words.say("timeline.actions", { name: "Wants a demo" }) });
  await actions.click();
  await page.getByRole("menuitem", { name: words.say("timeline.edit"), exact: true }).click();
  const editing = page.getByRole("region", { name: words.say("timeline.note"), exact: true });
  await field(editing, words.say("timeline.note.text")).fill("On Monday");
  await page.keyboard.press("Control+Enter");
  await expect(entry(page, "On Monday")).toBeVisible();
  await actions.click();
  await page.getByRole("menuitem", { name: words.say("command.delete"), exact: true }).click();
  const deleted = toast(page, words.say("delete.done", { count: 1 }));
  await expect(entry(page, "Wants a demo")).toHaveCount(0);
  expect(await organisation.api.list("annotations", `$filter=_objectid_value eq ${id}`)).toEqual([]);
  await deleted.getByRole("button", { name: words.say("action.undo") }).click();
  await expect(entry(page, "Wants a demo")).toBeVisible();
});

test("a file that is too large is refused in words, and what was typed stays", async ({
  page,
  organisation,
  words,
}) => {
  await openNewLead(page, organisation);
  const [settings] = await organisation.api.list("organizations", "$select=maxuploadfilesize");
  const limit = Number(settings?.maxuploadfilesize);
  const form = await begin(page, words, words.say("timeline.note"));
  await field(form, words.say("timeline.note.title")).fill("Large");
  const chooser = page.waitForEvent("filechooser");
  await form.getByRole("button", { name: words.say("timeline.file.add") }).click();
  await (await chooser).setFiles({ name: "film.mp4", mimeType: "video/mp4", buffer: Buffer.alloc(limit + 1) });
  await expect(form.getByRole("alert")).toHaveText(words.like("timeline.file.tooLarge"));
  await expect(form.getByRole("alert")).toContainText("film.mp4");
  await expect(field(form, words.say("timeline.note.title"))).toHaveValue("Large");
  await expectAccessible(page);
});

test("phone calls, out and in, prefilled and completed at once", async ({ page, organisation, words }) => {
  const id = await openNewLead(page, organisation);
  const form = await begin(page, words, words.table("phonecall"));
  const subject = field(form, words.column("phonecall", "subject"));
  await expect(subject).toBeFocused();
  await expect(field(form, words.column("phonecall", "phonenumber"))).toHaveValue("+48 600 100 200");
  await form.getByRole("button", { name: words.say("timeline.saveCompleted") }).click();
  await expect(subject).toHaveAccessibleDescription(words.say("form.problem.required"));
  await subject.fill("Asked for prices");
  await expectAccessible(page);
  await form.getByRole("button", { name: words.say("timeline.saveCompleted") }).click();
  await expect(entry(page, "Asked for prices")).toContainText(words.table("phonecall"));
  const [call] = await organisation.api.list(
    "phonecalls",
    `$filter=_regardingobjectid_value eq ${id}&$expand=phonecall_activity_parties`,
  );
  expect(call).toMatchObject({
    subject: "Asked for prices",
    statecode: 1,
    phonenumber: "+48 600 100 200",
    directioncode: true,
  });
  const parties = call?.phonecall_activity_parties as { participationtypemask: number; _partyid_value: string }[];
  expect(parties.find((party) => party.participationtypemask === 2)?._partyid_value).toBe(id);

  await test.step("one that came in is from them", async () => {
    const incoming = await begin(page, words, words.table("phonecall"));
    await field(incoming, words.column("phonecall", "subject")).fill("Called back");
    await field(incoming, words.column("phonecall", "directioncode")).click();
    await page.getByRole("option", { name: words.choice("phonecall", "directioncode", 0) }).click();
    await incoming.getByRole("button", { name: words.say("timeline.saveCompleted") }).click();
    await expect(entry(page, "Called back")).toBeVisible();
    const query = `$filter=subject eq 'Called back'&$expand=phonecall_activity_parties`;
    const [received] = await organisation.api.list("phonecalls", query);
    expect(received).toMatchObject({ directioncode: false, statecode: 1, statuscode: 4 });
    const sides = received?.phonecall_activity_parties as typeof parties;
    expect(sides.find((party) => party.participationtypemask === 1)?._partyid_value).toBe(id);
  });
});

test("a task, completed from the timeline and opened again", async ({ page, organisation, words }) => {
  const id = await openNewLead(page, organisation);
  const form = await begin(page, words, words.table("task"));
  await field(form, words.column("task", "subject")).fill("Send the offer");
  await form.getByRole("button", { name: words.say("action.save"), exact: true }).click();
  const task = entry(page, "Send the offer");
  await task.getByRole("button", { name: words.say("command.complete") }).click();
  await expect(task).toContainText(words.choice("task", "statuscode", 5));
  const state = async () =>
    (await organisation.api.list("tasks", `$select=statecode&$filter=_regardingobjectid_value eq ${id}`))[0]?.statecode;
  await expect.poll(state).toBe(1);
  await page.getByRole("button", { name: words.say("timeline.actions", { name: "Send the offer" }) }).click();
  await expectAccessible(page);
  await page.getByRole("menuitem", { name: words.say("command.reopen") }).click();
  await expect(task.getByRole("button", { name: words.say("command.complete") })).toBeVisible();
  await expect.poll(state).toBe(0);
});

test("an appointment and an e-mail, kept as records", async ({ page, organisation, words }) => {
  const id = await openNewLead(page, organisation);
  const meeting = await begin(page, words, words.table("appointment"));
  await field(meeting, words.column("appointment", "subject")).fill("Demo");
  await field(meeting, words.column("appointment", "location")).fill("Łódź");
  await expectAccessible(page);
  await meeting.getByRole("button", { name: words.say("action.save"), exact: true }).click();
  await expect(entry(page, "Demo")).toContainText(words.table("appointment"));

  const mail = await begin(page, words, words.table("email"));
  await field(mail, words.column("email", "subject")).fill("Your offer");
  await field(mail, words.column("email", "description")).fill("Dear Mr Kowalski");
  await mail.getByRole("button", { name: words.say("timeline.markSent") }).click();
  await expect(entry(page, "Your offer")).toContainText(words.table("email"));

  const [appointment] = await organisation.api.list("appointments", `$filter=_regardingobjectid_value eq ${id}`);
  expect(appointment).toMatchObject({ subject: "Demo", location: "Łódź" });
  const [email] = await organisation.api.list("emails", `$filter=_regardingobjectid_value eq ${id}`);
  expect(email).toMatchObject({ subject: "Your offer", statecode: 1, statuscode: 3 });

  await page.getByRole("searchbox", { name: words.say("timeline.search") }).fill("offer");
  await expect(entry(page, "Demo")).toHaveCount(0);
  await expect(entry(page, "Your offer")).toBeVisible();
  await entry(page, "Your offer").getByRole("link", { name: "Your offer" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Your offer" })).toBeVisible();
  await expectAccessible(page);
});

test("a note begun is not lost by leaving the page", async ({ page, organisation, words }) => {
  const id = await openNewLead(page, organisation);
  const form = await begin(page, words, words.say("timeline.note"));
  await field(form, words.say("timeline.note.title")).fill("Half a thought");
  await page.getByRole("link", { name: words.tables("contact"), exact: true }).click();
  const asks = page.getByRole("alertdialog", { name: words.say("form.leave.title") });
  await asks.getByRole("button", { name: words.say("action.save") }).click();
  await expect(page).toHaveURL(/\/contacts$/);
  const [note] = await organisation.api.list("annotations", `$select=subject&$filter=_objectid_value eq ${id}`);
  expect(note).toMatchObject({ subject: "Half a thought" });
});
