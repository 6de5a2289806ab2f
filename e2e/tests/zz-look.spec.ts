import { test } from "../src/test.ts";
test.use({ organisationName: "Look" });
test("look", async ({ page, organisation }) => {
  page.on("console", (m) => { if (m.type() === "error") console.log("CONSOLE", m.text()); });
  page.on("pageerror", (e) => console.log("PAGEERROR", e.message));
  const [id] = await organisation.api.createLeads([{ subject: "50 licences", firstname: "Nguyễn Văn", lastname: "An", companyname: "Hòa Phát", emailaddress1: "an@hoaphat.example", telephone1: "+84 123" }]);
  await organisation.api.create("tasks", { subject: "Call back", "regardingobjectid_lead@odata.bind": `/leads(${id})` });
  await page.goto(`/leads/${id}`);
  await page.waitForTimeout(2500);
  await page.screenshot({ path: "/tmp/look/lead.png" });
  console.log(await page.locator("body").ariaSnapshot());
  await page.goto(`/settings`);
  await page.waitForTimeout(2000);
  await page.screenshot({ path: "/tmp/look/settings.png" });
  console.log(await page.locator("main").ariaSnapshot());
});
