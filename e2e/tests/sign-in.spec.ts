import { expect, test } from "../src/test.ts";

test.use({ organisationName: "Sign-in Ltd" });

test("tries", async ({ page, words }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "My Open Leads" })).toBeVisible();
  await page.screenshot({ path: "/tmp/e2e-lab/s.png" });
  console.log(words.say("assign.title", { count: 5 }), words.like("assign.done"), words.column("lead", "subject"));
});
