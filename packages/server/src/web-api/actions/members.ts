import type { Work } from "@leadwright/store";
import { noContent, operationAnswer } from "../call.ts";
import type { ApiAction } from "./api-action.ts";
import { boundTo, entityList, requiredEntity } from "./parameters.ts";

const listMembers = ["account", "contact", "lead"];

/** POST teams(id)/Microsoft.Dynamics.CRM.AddMembersTeam: {"Members": [{"systemuserid": ...}]} */
const addToTeam = teamAction("AddMembersTeam", "associate");
const removeFromTeam = teamAction("RemoveMembersTeam", "disassociate");

function teamAction(name: string, change: "associate" | "disassociate"): ApiAction {
  return {
    name,
    boundTo: "team",
    signature: { parameters: { Members: "Collection(systemuser)" } },
    async run(call, bound) {
      const members = entityList(call, "Members", ["systemuser"]);
      await call.store.change(call.caller, async (work) => {
        const team = await work.resolve(boundTo(bound, "team"));
        for (const member of members) await work[change](team, "teammembership_association", member);
      });
      return noContent;
    },
  };
}

/** POST lists(id)/Microsoft.Dynamics.CRM.AddListMembersList: {"Members": [{"@odata.type": ..., "leadid": ...}]} */
const addListMembers: ApiAction = {
  name: "AddListMembersList",
  boundTo: "list",
  signature: { parameters: { Members: "Collection(crmbaseentity)" } },
  async run(call, bound) {
    const members = entityList(call, "Members", listMembers);
    await call.store.change(call.caller, async (work) => {
      const list = await work.resolve(boundTo(bound, "list"));
      for (const member of members) await addMember(work, list.id, member);
    });
    return noContent;
  },
};

/** POST lists(id)/Microsoft.Dynamics.CRM.AddMemberList: {"EntityId": ...}; returns the id of the listmember. */
const addListMember: ApiAction = {
  name: "AddMemberList",
  boundTo: "list",
  signature: { parameters: { Entity: "crmbaseentity" }, returns: { Id: "Edm.Guid" } },
  async run(call, bound) {
    const member = requiredEntity(call, "Entity", listMembers);
    const id = await call.store.change(call.caller, async (work) =>
      addMember(work, (await work.resolve(boundTo(bound, "list"))).id, member),
    );
    return operationAnswer(call, "AddMemberList", { Id: id });
  },
};

export const memberActions: readonly ApiAction[] = [addToTeam, removeFromTeam, addListMembers, addListMember];

/** Who is on the list already stays on it once. */
async function addMember(work: Work, list: string, member: { table: string; id: string }): Promise<string> {
  const [known] = await work.sql<{ id: string }>(
    "select listmemberid::text as id from crm.listmember where listid = $1 and entityid = $2 and entityid_table = $3",
    [list, member.id, member.table],
  );
  if (known !== undefined) {
    await work.retrieve("listmember", known.id, []);
    return known.id;
  }
  const values = { listid: { table: "list", id: list }, entityid: member, entitytype: member.table };
  return (await work.create("listmember", values)).id;
}
