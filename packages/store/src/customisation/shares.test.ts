import type { Reference } from "@leadwright/schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refusal } from "../testing/refusal.ts";
import { type TestOrganisation, testOrganisation } from "../testing/test-organisation.ts";
import type { Caller, Right } from "../types.ts";

let org: TestOrganisation;
let south: Reference;

beforeAll(async () => {
  org = await testOrganisation();
  south = { table: "systemuser", id: org.southSeller.principal.userId };
});
afterAll(() => org?.close());

async function newLead(caller: Caller = org.seller): Promise<Reference> {
  const { id } = await org.store.change(caller, (work) => work.create("lead", { subject: "s", lastname: "l" }));
  return { table: "lead", id };
}

const read = (lead: Reference, caller: Caller) => org.store.change(caller, (work) => work.retrieve("lead", lead.id));
const write = (lead: Reference, caller: Caller) =>
  org.store.change(caller, (work) => work.update("lead", lead.id, { firstname: "A" }));

describe("sharing", () => {
  it("gives rights on one row, more of them, other ones, and none", async () => {
    const lead = await newLead();
    const { shares } = org.store;
    expect((await refusal(read(lead, org.southSeller))).key).toBe("privilegeDenied");
    await shares.grant(org.seller, lead, south, ["read"]);
    await read(lead, org.southSeller);
    expect((await refusal(write(lead, org.southSeller))).key).toBe("privilegeDenied");
    await shares.grant(org.seller, lead, south, ["write"]);
    await write(lead, org.southSeller);
    expect(await shares.list(org.seller, lead)).toEqual([{ principal: south, rights: ["read", "write"] }]);
    expect(await org.store.rightsOn(org.southSeller.principal, lead)).toEqual(["read", "write"]);
    await shares.modify(org.seller, lead, south, ["read", "share"]);
    expect((await refusal(write(lead, org.southSeller))).key).toBe("privilegeDenied");
    await shares.revoke(org.southSeller, lead, south);
    expect((await refusal(read(lead, org.southSeller))).key).toBe("privilegeDenied");
    expect(await shares.list(org.seller, lead)).toEqual([]);
    expect(await org.store.rightsOn(org.southSeller.principal, lead)).toEqual([]);
  });

  it("with a team reaches its members", async () => {
    const lead = await newLead();
    const team = await org.store.change(org.administrator, async (work) => {
      const { id } = await work.create("team", { name: "T", businessunitid: org.southUnit });
      await work.associate({ table: "team", id }, "teammembership_association", south);
      return { table: "team", id };
    });
    await org.store.shares.grant(org.seller, lead, team, ["read"]);
    const member = { ...org.southSeller, principal: await org.store.principal(south.id) };
    await read(lead, member);
    expect(await org.store.shares.list(member, lead)).toEqual([{ principal: team, rights: ["read"] }]);
  });

  it("takes the right to share, and only rights that the giver has", async () => {
    const lead = await newLead(org.southSeller);
    const { shares } = org.store;
    const member = { table: "systemuser", id: org.member.principal.userId };
    expect((await refusal(shares.grant(org.seller, lead, member, ["read"]))).key).toBe("privilegeDenied");
    await shares.grant(org.southSeller, lead, { table: "systemuser", id: org.seller.principal.userId }, [
      "read",
      "share",
    ]);
    await shares.grant(org.seller, lead, member, ["read"]);
    expect((await refusal(shares.grant(org.seller, lead, member, ["write"]))).key).toBe("privilegeDenied");
  });

  it("is refused for what cannot be shared, with whom, or how", async () => {
    const lead = await newLead();
    const { shares } = org.store;
    const attempts = [
      shares.grant(org.seller, { table: "lead", id: south.id }, south, ["read"]),
      shares.grant(org.seller, lead, { table: "systemuser", id: lead.id }, ["read"]),
      shares.grant(org.seller, lead, lead, ["read"]),
      shares.grant(org.seller, org.euro, south, ["read"]),
      shares.grant(org.seller, lead, south, ["everything" as Right]),
      shares.grant(org.seller, lead, { table: "systemuser", id: "x" }, ["read"]),
    ];
    const keys = (await Promise.all(attempts.map(refusal))).map(({ key }) => key);
    expect(keys).toEqual([
      "objectDoesNotExist",
      "targetMissing",
      "invalidArgument",
      "invalidArgument",
      "invalidArgument",
      "invalidArgument",
    ]);
  });
});
