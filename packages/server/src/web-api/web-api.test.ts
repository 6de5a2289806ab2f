import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SetUpApp, startSetUpApp } from "../testing/test-app.ts";

let app: SetUpApp;
beforeAll(async () => {
  app = await startSetUpApp();
});
afterAll(() => app.close());

describe("URLs and headers", () => {
  test("WhoAmI says who asks, with what the sample client needs", async () => {
    const answer = await app.admin.get("WhoAmI");
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      "@odata.context": `${app.admin.base}$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse`,
      UserId: app.adminId,
    });
    expect(Number(answer.headers.get("x-ms-dop-hint"))).toBeGreaterThan(0);
  });
  test("create and read", async () => {
    const id = await app.admin.create("leads", { subject: "50 licences", lastname: "Nguyễn" });
    const answer = await app.admin.get(`leads(${id})`);
    console.log(answer.status, answer.text, [...answer.headers]);
    const list = await app.admin.get("leads?$select=fullname&$count=true", { prefer: 'odata.include-annotations="*",odata.maxpagesize=1' });
    console.log(list.status, list.text, [...list.headers]);
  });
});
