import type { Values } from "@leadwright/schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemCaller } from "../system-caller.ts";
import { refusal } from "../testing/refusal.ts";
import { type TestOrganisation, testOrganisation } from "../testing/test-organisation.ts";

let org: TestOrganisation;

beforeAll(async () => {
  org = await testOrganisation();
});
afterAll(() => org?.close());

const create = (table: string, values: Values) =>
  org.store.change(org.administrator, (work) => work.create(table, values));
const update = (table: string, id: string, values: Values) =>
  org.store.change(org.administrator, (work) => work.update(table, id, values));
const remove = (table: string, id: string) => org.store.change(org.administrator, (work) => work.remove(table, id));

async function organisationId(): Promise<string> {
  const [row] = await org.store.sql<{ id: string }>("select organizationid::text as id from crm.organization");
  return row?.id ?? "";
}

describe("the organisation", () => {
  it("is one: none is added, none deleted", async () => {
    expect((await refusal(create("organization", { name: "Second" }))).key).toBe("invalidArgument");
    expect((await refusal(remove("organization", await organisationId()))).key).toBe("invalidArgument");
  });

  it("keeps its base currency, and that its rate", async () => {
    const id = await organisationId();
    expect((await refusal(update("organization", id, { basecurrencyid: org.dollar }))).key).toBe("invalidArgument");
    await update("organization", id, { name: "Renamed", basecurrencyid: org.euro });
    expect((await refusal(remove("transactioncurrency", org.euro.id))).key).toBe("invalidArgument");
    expect((await refusal(update("transactioncurrency", org.euro.id, { exchangerate: 2 }))).key).toBe(
      "invalidArgument",
    );
    await update("transactioncurrency", org.euro.id, { exchangerate: 1, currencyname: "Euro" });
    await update("transactioncurrency", org.dollar.id, { exchangerate: 1.3 });
  });
});

describe("business units", () => {
  it("are one tree", async () => {
    const loose = await create("businessunit", { name: "Loose" });
    const placed = await org.store.change(org.administrator, (work) => work.retrieve("businessunit", loose.id));
    expect(placed.parentbusinessunitid).toEqual(org.rootUnit);
    const { id } = await create("businessunit", { name: "Further south", parentbusinessunitid: org.southUnit });
    const below = { parentbusinessunitid: { table: "businessunit", id } };
    for (const unit of [id, org.southUnit.id, org.rootUnit.id]) {
      expect((await refusal(update("businessunit", unit, below))).key).toBe("invalidArgument");
    }
    expect((await refusal(update("businessunit", id, { parentbusinessunitid: null }))).key).toBe("requiredMissing");
    await update("businessunit", id, { parentbusinessunitid: org.rootUnit });
    await update("businessunit", org.rootUnit.id, { name: "Root", parentbusinessunitid: null });
    await remove("businessunit", id);
  });
});

describe("the last administrator", () => {
  const admin = () => org.administrator.principal.userId;

  async function administratorRole(): Promise<string> {
    const [row] = await org.store.sql<{ id: string }>(
      "select roleid::text as id from crm.role where name = 'System Administrator'",
    );
    return row?.id ?? "";
  }

  it("stays one", async () => {
    const role = { table: "role", id: await administratorRole() };
    const user = { table: "systemuser", id: admin() };
    const attempts = [
      () => org.store.change(org.administrator, (work) => work.disassociate(user, "systemuserroles_association", role)),
      () => update("systemuser", admin(), { isdisabled: true }),
      () => update("role", role.id, { name: "Gods" }),
      () => remove("role", role.id),
    ];
    for (const attempt of attempts) expect((await refusal(attempt())).key).toBe("lastAdministrator");
  });

  it("may leave when another is there, by a team too", async () => {
    const role = { table: "role", id: await administratorRole() };
    const seller = { table: "systemuser", id: org.seller.principal.userId };
    const user = { table: "systemuser", id: admin() };
    await org.store.change(org.administrator, async (work) => {
      const team = await work.create("team", { name: "Admins", businessunitid: org.rootUnit });
      const teamReference = { table: "team", id: team.id };
      await work.associate(teamReference, "teamroles_association", role);
      await work.associate(seller, "teammembership_association", teamReference);
      await work.disassociate(user, "systemuserroles_association", role);
    });
    await org.store.change(systemCaller, (work) => work.associate(user, "systemuserroles_association", role));
  });
});
