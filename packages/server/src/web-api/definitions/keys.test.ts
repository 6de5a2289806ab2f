import { afterAll, beforeAll, expect, test } from "vitest";
import { type SetUpApp, startSetUpApp } from "../../testing/test-app.ts";

let app: SetUpApp;
beforeAll(async () => {
  app = await startSetUpApp();
});
afterAll(() => app.close());

const keys = "EntityDefinitions(LogicalName='contact')/Keys";
const body = {
  SchemaName: "new_ByMail",
  DisplayName: { LocalizedLabels: [{ Label: "By e-mail", LanguageCode: 1033 }] },
  KeyAttributes: ["emailaddress1"],
};

test("an administrator makes a key, which works in URLs, binds and upserts, and takes it away", async () => {
  const { admin } = app;
  const made = await admin.post(keys, body);
  expect(made.status).toBe(204);
  const listed = await admin.get(keys);
  expect(listed.json.value).toMatchObject([
    {
      LogicalName: "new_bymail",
      SchemaName: "new_ByMail",
      KeyAttributes: ["emailaddress1"],
      EntityKeyIndexStatus: "Active",
    },
  ]);
  const url = "contacts(emailaddress1='ann@example.com')";
  expect((await admin.patch(url, { lastname: "Lee" })).status).toBe(204);
  expect((await admin.patch(url, { firstname: "Ann" })).status).toBe(204);
  expect((await admin.get(`${url}?$select=fullname,emailaddress1`)).json).toMatchObject({
    fullname: "Ann Lee",
    emailaddress1: "ann@example.com",
  });
  const account = await admin.create("accounts", { name: "A", "primarycontactid@odata.bind": `/${url}` });
  expect((await admin.get(`accounts(${account})/primarycontactid?$select=fullname`)).json.fullname).toBe("Ann Lee");
  const twice = await admin.post("contacts", { lastname: "Lee", emailaddress1: "ANN@example.com" });
  expect([twice.status, twice.json.error.code]).toEqual([412, "0x80060892"]);
  expect(twice.json.error.message).toContain("Entity Key new_bymail violated");
  expect((await admin.delete("EntityDefinitions(LogicalName='contact')/Keys(LogicalName='new_bymail')")).status).toBe(
    204,
  );
  expect((await admin.get(url)).status).toBe(400);
});

test("what is no key is refused", async () => {
  const { client } = await app.addUser("cy@example.com");
  expect((await client.post(keys, body)).status).toBe(403);
  for (const wrong of [{}, { SchemaName: "new_x" }, { ...body, KeyAttributes: ["nope"] }, { ...body, SchemaName: "é" }])
    expect((await app.admin.post(keys, wrong)).status).toBe(400);
  expect((await app.admin.delete(`${keys}(LogicalName='nope')`)).status).toBe(404);
  expect((await app.admin.delete(keys)).status).toBe(405);
});
