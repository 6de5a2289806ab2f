import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HttpClient } from "../testing/http-client.ts";
import { type SetUpApp, startSetUpApp } from "../testing/test-app.ts";

const representation = { prefer: "return=representation" };
const unknownId = "0195c0de-0000-7000-8000-0000000000ff";

let app: SetUpApp;
let admin: HttpClient;
beforeAll(async () => {
  app = await startSetUpApp();
  admin = app.admin;
});
afterAll(() => app.close());

const newId = () => crypto.randomUUID();

describe("POST", () => {
  test("answers 204 with the URL of the new row", async () => {
    const answer = await admin.post("leads", { subject: "A", lastname: "B" });
    expect([answer.status, answer.text]).toEqual([204, ""]);
    expect(answer.headers.get("odata-entityid")).toMatch(new RegExp(`^${admin.base}leads\\([0-9a-f-]{36}\\)$`));
    expect(answer.headers.get("location")).toBe(answer.headers.get("odata-entityid"));
  });

  test("answers 201 with the row, shaped by the URL, when the client wants it", async () => {
    const body = { subject: "A", lastname: "B", parentaccountid: { name: "Deep" } };
    const answer = await admin.post(
      "leads?$select=subject&$expand=parentaccountid($select=name)",
      body,
      representation,
    );
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({ subject: "A", parentaccountid: { name: "Deep" } });
    expect(answer.json).not.toHaveProperty("lastname");
    expect(answer.headers.get("preference-applied")).toBe("return=representation");
    expect(answer.headers.get("odata-entityid")).toBeNull();
    expect(answer.headers.get("etag")).toBe(answer.json["@odata.etag"]);
  });

  test("takes the id that the client gives, once", async () => {
    const leadid = newId();
    expect(await admin.create("leads", { leadid, lastname: "B", subject: "A" })).toBe(leadid);
    const again = await admin.post("leads", { leadid, lastname: "B", subject: "A" });
    expect([again.status, again.json.error.code]).toEqual([412, "0x80040237"]);
  });

  test("links by every form of URL", async () => {
    const account = await admin.create("accounts", { name: "Linked", accountnumber: "L1" });
    for (const url of [
      `/accounts(${account})`,
      `accounts(${account})`,
      `${admin.base}accounts(${account})`,
      "/accounts(accountnumber='L1')",
    ]) {
      const id = await admin.create("leads", { lastname: "B", subject: "A", "parentaccountid@odata.bind": url });
      expect((await admin.get(`leads(${id})`)).json._parentaccountid_value).toBe(account);
    }
  });

  test("under a record makes a row that belongs to it", async () => {
    const account = await admin.create("accounts", { name: "Parent" });
    await admin.create(`accounts(${account})/Account_Tasks`, { subject: "Call" });
    const tasks = await admin.get(`accounts(${account})/Account_Tasks?$select=subject`);
    expect(tasks.json.value).toMatchObject([{ subject: "Call" }]);
  });

  test.each([
    ["leads", { lastname: "x".repeat(51), subject: "A" }, 400, "0x80044331"],
    ["leads", { subject: "no last name" }, 400, "0x80040203"],
    ["leads", { lastname: "B", subject: "A", nope: 1 }, 400, "0x80060888"],
    ["leads", { lastname: "B", subject: "A", leadsourcecode: 99 }, 400, "0x80048d1a"],
    ["leads", { lastname: "B", subject: "A", statuscode: 3, statecode: 0 }, 400, "0x80048408"],
    ["leads", { lastname: 5, subject: "A" }, 400, "0x80048d19"],
    [
      "leads",
      { lastname: "B", subject: "A", "parentaccountid@odata.bind": `/accounts(${unknownId})` },
      404,
      "0x80040217",
    ],
    [
      "leads",
      { lastname: "B", subject: "A", "parentaccountid@odata.bind": `/contacts(${unknownId})` },
      400,
      "0x80048d19",
    ],
    ["leads", { lastname: "B", subject: "A", parentaccountid: 5 }, 400, "0x80048d19"],
    ["leads", [], 400, "0x80048d19"],
    ["leads", "null", 400, "0x80048d19"],
    ["leads", "", 400, "0x80048d19"],
    ["leads", '{"lastname": "B",}', 400, "0x80060888"],
    ["leads", { lastname: "nul \u0000 here", subject: "A" }, 400, undefined],
  ])("%s %j is refused with %i %s", async (set, body, status, code) => {
    const answer = await admin.post(set, body);
    expect(answer.status).toBe(status);
    if (code !== undefined) expect(answer.json.error.code).toBe(code);
  });

  test("says where the JSON goes wrong", async () => {
    const answer = await admin.post("leads", '{"lastname": "B",}');
    expect(answer.json.error.message).toBe("The body is not valid JSON: unexpected '}' at position 17.");
  });

  test("understands the content types that clients send, and no others", async () => {
    for (const type of ["application/json; charset=utf-8", "application/json;type=entry", "Application/JSON"]) {
      const answer = await admin.post("leads", { lastname: "B", subject: "A" }, { "content-type": type });
      expect(answer.status).toBe(204);
    }
    const refused = await admin.post("leads", "lastname=B", { "content-type": "application/x-www-form-urlencoded" });
    expect([refused.status, refused.json.error.code]).toEqual([415, "0x8F00000E"]);
  });

  test("is refused when the body is larger than the server takes", async () => {
    const answer = await admin.post("annotations", { documentbody: "x".repeat(33 * 1024 * 1024) });
    expect([answer.status, answer.json.error.code]).toEqual([413, "0x8F000008"]);
  });
});

describe("PATCH", () => {
  let id: string;
  beforeAll(async () => {
    id = await admin.create("leads", { subject: "Before", lastname: "B", firstname: "A" });
  });

  test("changes what it names and nothing else", async () => {
    const answer = await admin.patch(`leads(${id})`, { subject: "After" });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("odata-entityid")).toBe(`${admin.base}leads(${id})`);
    expect((await admin.get(`leads(${id})`)).json).toMatchObject({ subject: "After", firstname: "A" });
  });

  test("answers 200 with the row when the client wants it", async () => {
    const answer = await admin.patch(`leads(${id})?$select=subject`, { subject: "Again" }, representation);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ subject: "Again", leadid: id });
    expect(answer.headers.get("preference-applied")).toBe("return=representation");
  });

  test("of a version that is not current any more is a 412", async () => {
    const etag = (await admin.get(`leads(${id})`)).headers.get("etag") ?? "";
    expect((await admin.patch(`leads(${id})`, { subject: "1" }, { "if-match": etag })).status).toBe(204);
    const stale = await admin.patch(`leads(${id})`, { subject: "2" }, { "if-match": etag });
    expect([stale.status, stale.json.error.code]).toEqual([412, "0x80060882"]);
    expect(stale.json.error.message).toBe(
      "The version of the existing record doesn't match the RowVersion property provided.",
    );
    expect((await admin.patch(`leads(${id})`, { subject: "3" }, { "if-match": "nonsense" })).status).toBe(400);
  });

  test("of a row that is not there creates it, unless If-Match says not to", async () => {
    const fresh = newId();
    const body = { subject: "New", lastname: "B" };
    expect((await admin.patch(`leads(${fresh})`, body, { "if-match": "*" })).status).toBe(404);
    const created = await admin.patch(`leads(${fresh})`, body);
    expect(created.status).toBe(204);
    expect(created.headers.get("odata-entityid")).toBe(`${admin.base}leads(${fresh})`);
    const other = await admin.patch(`leads(${newId()})?$select=subject`, body, representation);
    expect([other.status, other.json.subject]).toEqual([201, "New"]);
  });

  test("with If-None-Match: * creates only", async () => {
    const clash = await admin.patch(`leads(${id})`, { subject: "X" }, { "if-none-match": "*" });
    expect([clash.status, clash.json.error.code]).toEqual([412, "0x80040237"]);
    const made = await admin.patch(`leads(${newId()})`, { subject: "X", lastname: "B" }, { "if-none-match": "*" });
    expect(made.status).toBe(204);
  });

  test("by alternate key updates, or creates with the key's values", async () => {
    const first = await admin.patch("accounts(accountnumber='K1')", { name: "Keyed" });
    const second = await admin.patch("accounts(accountnumber='K1')", { name: "Keyed again" });
    expect(second.headers.get("odata-entityid")).toBe(first.headers.get("odata-entityid"));
    const { json } = await admin.get("accounts(accountnumber='K1')?$select=name,accountnumber");
    expect(json).toMatchObject({ name: "Keyed again", accountnumber: "K1" });
    const none = await admin.patch("accounts(accountnumber='K2')", { name: "N" }, { "if-match": "*" });
    expect([none.status, none.json.error.code]).toEqual([404, "0x80060891"]);
    const clash = await admin.patch("accounts(accountnumber='K1')", { name: "N" }, { "if-none-match": "*" });
    expect(clash.status).toBe(412);
  });

  test("of one key by many at once makes one row", async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => admin.patch("accounts(accountnumber='K9')", { name: `N${index}` })),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 204));
    expect((await admin.get("accounts/$count?$filter=accountnumber eq 'K9'")).text).toBe("1");
  });

  test("of one row by many at once creates it once", async () => {
    const fresh = newId();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => admin.patch(`leads(${fresh})`, { subject: `S${index}`, lastname: "B" })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(204));
    expect((await admin.get(`leads/$count?$filter=leadid eq ${fresh}`)).text).toBe("1");
  });

  test("of a row that is to point at one that is not there creates nothing", async () => {
    const answer = await admin.patch(`leads(${id})`, { "parentaccountid@odata.bind": `/accounts(${unknownId})` });
    expect([answer.status, answer.json.error.code]).toEqual([404, "0x80040217"]);
  });

  test("sets state and status together, and keeps a closed lead closed", async () => {
    const lead = await admin.create("leads", { subject: "S", lastname: "B" });
    expect((await admin.patch(`leads(${lead})`, { statecode: 2, statuscode: 5 })).status).toBe(204);
    expect((await admin.get(`leads(${lead})`)).json).toMatchObject({ statecode: 2, statuscode: 5 });
    const refused = await admin.patch(`leads(${lead})`, { subject: "Not any more" });
    expect([refused.status, refused.json.error.code]).toEqual([400, "0x80040519"]);
  });
});

describe("DELETE", () => {
  test("removes a row once", async () => {
    const id = await admin.create("leads", { subject: "S", lastname: "B" });
    expect((await admin.delete(`leads(${id})`)).status).toBe(204);
    const again = await admin.delete(`leads(${id})`);
    expect([again.status, again.json.error.code]).toEqual([404, "0x80040217"]);
    expect(again.json.error.message).toBe(`lead With Id = ${id} Does Not Exist`);
  });

  test("of another version is a 412", async () => {
    const id = await admin.create("leads", { subject: "S", lastname: "B" });
    const etag = (await admin.get(`leads(${id})`)).headers.get("etag") ?? "";
    await admin.patch(`leads(${id})`, { subject: "T" });
    expect((await admin.delete(`leads(${id})`, { "if-match": etag })).status).toBe(412);
    expect((await admin.delete(`leads(${id})`, { "if-match": "*" })).status).toBe(204);
  });

  test("works with a body type and no body, as clients send it", async () => {
    const id = await admin.create("leads", { subject: "S", lastname: "B" });
    expect((await admin.delete(`leads(${id})`, { "content-type": "application/json" })).status).toBe(204);
  });
});

describe("one property", () => {
  let id: string;
  beforeAll(async () => {
    id = await admin.create("leads", { subject: "S", lastname: "B" });
  });

  test("is set and cleared", async () => {
    expect((await admin.put(`leads(${id})/firstname`, { value: "Z" })).status).toBe(204);
    expect((await admin.get(`leads(${id})/firstname`)).json.value).toBe("Z");
    expect((await admin.delete(`leads(${id})/firstname`)).status).toBe(204);
    expect((await admin.get(`leads(${id})/firstname`)).status).toBe(204);
  });

  test.each([
    ["firstname", {}, 400],
    ["firstname", { value: "x".repeat(51) }, 400],
    ["firstname", { value: {} }, 400],
    ["nope", { value: "x" }, 400],
    ["_parentaccountid_value", { value: unknownId }, 400],
  ])("%s cannot be set to %j", async (property, body, status) => {
    expect((await admin.put(`leads(${id})/${property}`, body)).status).toBe(status);
  });

  test("of a row that is not there is a 404: nothing is created", async () => {
    expect((await admin.put(`leads(${unknownId})/firstname`, { value: "Z" })).status).toBe(404);
    expect((await admin.delete(`leads(${id})/_parentaccountid_value`)).status).toBe(400);
  });
});

describe("$ref", () => {
  test("links and unlinks the rows of a collection, by URL of any form", async () => {
    const account = await admin.create("accounts", { name: "A" });
    const contact = await admin.create("contacts", { lastname: "C" });
    const path = `accounts(${account})/contact_customer_accounts`;
    for (const [url, removal] of [
      [`${admin.base}contacts(${contact})`, `${path}(${contact})/$ref`],
      [`contacts(${contact})`, `${path}/$ref?$id=${encodeURIComponent(`${admin.base}contacts(${contact})`)}`],
    ]) {
      expect((await admin.post(`${path}/$ref`, { "@odata.id": url })).status).toBe(204);
      expect((await admin.get(path)).json.value).toHaveLength(1);
      expect((await admin.delete(removal ?? "")).status).toBe(204);
      expect((await admin.get(path)).json.value).toHaveLength(0);
    }
    expect((await admin.delete(`${path}/$ref`)).status).toBe(405);
    expect((await admin.post(`${path}/$ref`, {})).status).toBe(400);
  });

  test("sets and clears a lookup", async () => {
    const account = await admin.create("accounts", { name: "A" });
    const lead = await admin.create("leads", { subject: "S", lastname: "B" });
    const path = `leads(${lead})/parentaccountid/$ref`;
    expect((await admin.put(path, { "@odata.id": `accounts(${account})` })).status).toBe(204);
    expect((await admin.get(`leads(${lead})`)).json._parentaccountid_value).toBe(account);
    expect((await admin.delete(path)).status).toBe(204);
    expect((await admin.get(`leads(${lead})`)).json._parentaccountid_value).toBeNull();
  });

  test("gives and takes a role, from either side", async () => {
    const { id } = await app.addUser("roles@example.com");
    const [role] = (await admin.get("roles?$select=name&$filter=name eq 'Sales Manager'")).json.value;
    const ofUser = `systemusers(${id})/systemuserroles_association`;
    expect((await admin.post(`${ofUser}/$ref`, { "@odata.id": `roles(${role.roleid})` })).status).toBe(204);
    expect((await admin.get(`${ofUser}?$filter=roleid eq ${role.roleid}`)).json.value).toHaveLength(1);
    const ofRole = `roles(${role.roleid})/systemuserroles_association(${id})/$ref`;
    expect((await admin.delete(ofRole)).status).toBe(204);
    expect((await admin.get(`${ofUser}?$filter=roleid eq ${role.roleid}`)).json.value).toHaveLength(0);
  });
});

describe("acting for somebody else", () => {
  test("is for administrators: rows are the other user's", async () => {
    const { id, client } = await app.addUser("seller@example.com");
    const answer = await admin.post("leads", { subject: "For", lastname: "You" }, { MSCRMCallerID: id });
    const lead = /\(([^)]*)\)$/.exec(answer.headers.get("odata-entityid") ?? "")?.[1];
    expect((await client.get(`leads(${lead})`)).json._ownerid_value).toBe(id);
    const refused = await client.get("leads", { MSCRMCallerID: app.adminId });
    expect([refused.status, refused.json.error.code]).toEqual([403, "0x8004A110"]);
    expect((await admin.get("leads", { MSCRMCallerID: unknownId })).status).toBe(403);
    expect((await admin.get("leads", { MSCRMCallerID: "x" })).status).toBe(403);
  });
});
