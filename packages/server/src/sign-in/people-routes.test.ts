import { afterAll, beforeAll, expect, test } from "vitest";
import { HttpClient } from "../testing/http-client.ts";
import { password, type SetUpApp, startSetUpApp } from "../testing/test-app.ts";

let app: SetUpApp;
let client: HttpClient;
beforeAll(async () => {
  app = await startSetUpApp();
  client = new HttpClient(app.origin);
});
afterAll(() => app.close());

const person = { name: "Ngọc Trần", email: "ngoc@example.com", role: "Salesperson", password };

async function signIn(email: string, word = password): Promise<Record<string, string> | undefined> {
  const answer = await client.post("/auth/sign-in", { email, password: word });
  const cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  return answer.status === 200 ? { cookie, "x-csrf-token": String(answer.json.csrfToken) } : undefined;
}

test("an administrator adds a person, who signs in with the role given", async () => {
  const headers = await signIn("ada@example.com");
  const added = await client.post("/auth/users", person, headers);
  expect(added.status).toBe(201);
  expect(await signIn(person.email)).toBeDefined();
  const roles = await app.admin.get(`systemusers(${added.json.id})/systemuserroles_association?$select=name`);
  expect(roles.json.value).toMatchObject([{ name: "Salesperson" }]);
  expect((await client.post("/auth/users", { ...person, email: "NGOC@example.com" }, headers)).status).toBe(412);
});

test.each([
  [{ ...person, email: "new1@example.com", password: "short" }],
  [{ ...person, email: "new2@example.com", role: "Emperor" }],
  [{ ...person, email: "no address" }],
  [{ email: "new3@example.com" }],
])("refuses %j and adds nobody", async (body) => {
  const headers = await signIn("ada@example.com");
  expect((await client.post("/auth/users", body, headers)).status).toBe(400);
  const email = String("email" in body ? body.email : "");
  expect(await app.store.sql("select 1 from crm.systemuser where internalemailaddress = $1", [email])).toEqual([]);
});

test("a new password ends the person's sessions and replaces the old one", async () => {
  const { id } = await app.addUser("forgot@example.com");
  const theirs = await signIn("forgot@example.com");
  const headers = await signIn("ada@example.com");
  const next = "another long password";
  expect((await client.post(`/auth/users/${id}/password`, { password: next }, headers)).status).toBe(204);
  expect((await client.get("leads?$top=1", theirs)).status).toBe(401);
  expect(await signIn("forgot@example.com")).toBeUndefined();
  expect(await signIn("forgot@example.com", next)).toBeDefined();
});

test("is for administrators, with the page's token, and for people who exist", async () => {
  const { id } = await app.addUser("seller@example.com");
  const seller = await signIn("seller@example.com");
  expect((await client.post("/auth/users", { ...person, email: "x@example.com" }, seller)).status).toBe(403);
  expect((await client.post(`/auth/users/${id}/password`, { password }, seller)).status).toBe(403);
  const { cookie = "" } = (await signIn("ada@example.com")) ?? {};
  expect((await client.post("/auth/users", person, { cookie })).status).toBe(403);
  expect((await client.post("/auth/users", person)).status).toBe(401);
  const headers = await signIn("ada@example.com");
  for (const unknown of ["00000000-0000-0000-0000-000000000001", "x", "%27"]) {
    expect((await client.post(`/auth/users/${unknown}/password`, { password }, headers)).status).toBe(404);
  }
});
