/** What the official C# samples do, request by request, as far as the tables exist. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { HttpClient } from "../testing/http-client.ts";
import { type SetUpApp, startSetUpApp } from "../testing/test-app.ts";

let app: SetUpApp;
let admin: HttpClient;
beforeAll(async () => {
  app = await startSetUpApp();
  admin = app.admin;
});
afterAll(() => app.close());

/** The sample client sends these with everything. */
const always = {
  "if-none-match": "null",
  "odata-version": "4.0",
  "odata-maxversion": "4.0",
  accept: "application/json",
};
const annotated = { ...always, prefer: 'odata.include-annotations="*"' };

function idOf(entityId: string | null): string {
  const id = /\(([0-9a-f-]{36})\)$/.exec(entityId ?? "")?.[1];
  expect(id).toBeDefined();
  return id ?? "";
}

test("BasicOperations", async () => {
  const created = await admin.post("contacts", { firstname: "Rafel", lastname: "Shillo" }, always);
  expect(created.status).toBe(204);
  const rafel = idOf(created.headers.get("odata-entityid"));
  const update = { annualincome: 80000, jobtitle: "Junior Developer" };
  expect((await admin.patch(`contacts(${rafel})`, update, { ...always, "if-match": "*" })).status).toBe(204);
  const path = `contacts(${rafel})?$select=fullname,annualincome,jobtitle,description`;
  const read = (await admin.get(path, annotated)).json;
  expect(read).toMatchObject({ fullname: "Rafel Shillo", jobtitle: "Junior Developer", description: null });
  expect(read["annualincome@OData.Community.Display.V1.FormattedValue"]).toContain("80,000.00");

  const promoted = { jobtitle: "Senior Developer", annualincome: 95000, description: "Assignment to-be-determined" };
  expect((await admin.patch(`contacts(${rafel})`, promoted, always)).status).toBe(204);
  expect((await admin.put(`contacts(${rafel})/telephone1`, { value: "555-0105" }, always)).status).toBe(204);
  expect((await admin.get(`contacts(${rafel})/telephone1`, always)).json.value).toBe("555-0105");

  const contoso = await admin.create("accounts", {
    name: "Contoso Ltd",
    telephone1: "555-5555",
    "primarycontactid@odata.bind": `contacts(${rafel})`,
  });
  const withContact = `accounts(${contoso})?$select=name,&$expand=primarycontactid($select=fullname,jobtitle,annualincome)`;
  expect((await admin.get(withContact, annotated)).json).toMatchObject({
    name: "Contoso Ltd",
    primarycontactid: { fullname: "Rafel Shillo", jobtitle: "Senior Developer", annualincome: 95000 },
  });

  const fourth = await admin.create("accounts", {
    name: "Fourth Coffee",
    primarycontactid: {
      firstname: "Susie",
      lastname: "Curtis",
      jobtitle: "Coffee Master",
      annualincome: 48000,
      Contact_Tasks: ["Sign invoice", "Setup new display", "Conduct training"].map((subject, index) => ({
        subject,
        description: "From the deep insert",
        scheduledstart: `2026-03-0${index + 1}T09:00:00+07:00`,
        scheduledend: `2026-03-0${index + 1}T11:00:00+07:00`,
        scheduleddurationminutes: 120,
      })),
    },
  });
  const coffee = (
    await admin.get(`accounts(${fourth})?$select=name&$expand=primarycontactid($select=fullname)`, annotated)
  ).json;
  expect(coffee.primarycontactid.fullname).toBe("Susie Curtis");
  const susie = coffee.primarycontactid.contactid;
  const tasks = (
    await admin.get(
      `contacts(${susie})?$select=fullname&$expand=Contact_Tasks($select=subject,scheduledstart;$orderby=scheduledstart)`,
      annotated,
    )
  ).json.Contact_Tasks;
  expect(tasks).toHaveLength(3);
  expect(tasks[0]).toMatchObject({ subject: "Sign invoice", scheduledstart: "2026-03-01T02:00:00Z" });
  expect(tasks[0]).toHaveProperty("scheduledstart@OData.Community.Display.V1.FormattedValue");

  const members = `accounts(${fourth})/contact_customer_accounts`;
  const reference = { "@odata.id": `${admin.base}contacts(${rafel})` };
  expect((await admin.post(`${members}/$ref`, reference, always)).status).toBe(204);
  expect((await admin.get(`${members}?$select=fullname,jobtitle`, always)).json.value).toMatchObject([
    { fullname: "Rafel Shillo", jobtitle: "Senior Developer" },
  ]);
  expect((await admin.delete(`${members}(${rafel})/$ref`, always)).status).toBe(204);

  const me = (await admin.get("WhoAmI", always)).json;
  const role = await admin.create("roles", {
    "businessunitid@odata.bind": `businessunits(${me.BusinessUnitId})`,
    name: "Test Role",
  });
  const mine = `systemusers(${me.UserId})/systemuserroles_association`;
  expect((await admin.post(`${mine}/$ref`, { "@odata.id": `${admin.base}roles(${role})` }, always)).status).toBe(204);
  const found = await admin.get(`${mine}?$select=name&$filter=roleid eq ${role}`, always);
  expect(found.json.value).toMatchObject([{ name: "Test Role" }]);
  expect((await admin.delete(`${mine}(${role})/$ref`, always)).status).toBe(204);

  for (const row of [
    `contacts(${rafel})`,
    `contacts(${susie})`,
    `accounts(${contoso})`,
    `accounts(${fourth})`,
    `roles(${role})`,
  ]) {
    expect((await admin.delete(row, always)).status).toBe(204);
  }
});

test("ConditionalOperations", async () => {
  const select = "?$select=name,revenue,telephone1,description";
  const created = await admin.post(
    `accounts${select}`,
    {
      name: "Contoso Ltd",
      telephone1: "555-0000",
      revenue: 5000000,
      description: "Parent company of Contoso Pharmaceuticals, etc.",
    },
    { ...always, prefer: "return=representation" },
  );
  expect(created.status).toBe(201);
  const { accountid } = created.json;
  const first = created.json["@odata.etag"];
  const path = `accounts(${accountid})`;

  const unchanged = await admin.get(path + select, { ...always, "if-none-match": first });
  expect([unchanged.status, unchanged.text]).toEqual([304, ""]);
  expect((await admin.put(`${path}/telephone1`, { value: "555-0001" }, always)).status).toBe(204);
  const changed = await admin.get(path + select, { ...always, "if-none-match": first });
  expect([changed.status, changed.json.telephone1]).toEqual([200, "555-0001"]);
  const second = changed.json["@odata.etag"];
  expect(second).not.toBe(first);

  const deletion = await admin.delete(path, { ...always, "if-match": first });
  expect([deletion.status, deletion.json.error.code]).toEqual([412, "0x80060882"]);
  const stale = await admin.patch(path, { telephone1: "555-0002", revenue: 6000000 }, { ...always, "if-match": first });
  expect(stale.status).toBe(412);
  expect((await admin.patch(path, { telephone1: "555-0003" }, { ...always, "if-match": second })).status).toBe(204);
  expect((await admin.get(path + select, always)).json).toMatchObject({ telephone1: "555-0003", revenue: 5000000 });
});

test("QuickStart", async () => {
  const answer = await admin.get("WhoAmI", always);
  expect(Object.keys(answer.json)).toEqual(["@odata.context", "BusinessUnitId", "UserId", "OrganizationId"]);
});
