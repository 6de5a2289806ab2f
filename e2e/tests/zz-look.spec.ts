import { test } from "../src/test.ts";
import { wordsOf } from "../src/language.ts";
test.use({ organisationName: "Look" });
test("look", async ({ page, organisation }) => {
  const [id] = await organisation.api.createLeads([{ subject: "50 licences", firstname: "Nguyễn Văn", lastname: "An" }]);
  await page.goto(`/leads/${id}`);
  await page.waitForTimeout(2500);
  const english = await wordsOf("en"); const words = await wordsOf("pl");
  const lines = (await page.locator("body").innerText()).split("\n").map((line) => line.trim());
  console.log(lines.filter((line) => english.sayings.has(line) && !words.sayings.has(line)).join(" | "));
});
