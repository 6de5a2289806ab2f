import { AppError, type Schema, type Table } from "@leadwright/schema";
import { Depth, type Right } from "@leadwright/store";
import { noContent } from "../call.ts";
import { metadataId } from "../definitions/labels.ts";
import { privilegeName, privilegeVerbs } from "../privileges.ts";
import { objectBody } from "../shape.ts";
import type { ApiAction } from "./api-action.ts";
import { boundTo } from "./parameters.ts";

const depths: Readonly<Record<string, number>> = {
  Basic: Depth.User,
  Local: Depth.BusinessUnit,
  Deep: Depth.BusinessUnits,
  Global: Depth.Organization,
};

/** POST roles(id)/Microsoft.Dynamics.CRM.AddPrivilegesRole: {"Privileges": [{"PrivilegeName": "prvReadLead", "Depth": "Basic"}]} */
export const addPrivilegesRole: ApiAction = {
  name: "AddPrivilegesRole",
  boundTo: "role",
  signature: { parameters: { Privileges: "Collection(RolePrivilege)" } },
  async run(call, bound) {
    if (!call.caller.principal.administrator) throw new AppError("administratorsOnly");
    const { Privileges: list } = objectBody(call);
    if (!Array.isArray(list) || list.length === 0 || list.length > 1_000)
      throw new AppError("badRequest", { reason: "'Privileges' is a list of 1 to 1000 privileges." });
    const privileges = list.map((item: unknown, index) => readPrivilege(call.schema, item, index));
    await call.store.change(call.caller, async (work) => {
      const role = await work.resolve(boundTo(bound, "role"));
      await work.retrieve("role", role.id, [], { lock: true });
      for (const { table, right, depth } of privileges)
        await work.sql(
          `insert into app.roleprivilege (roleid, tablename, rightname, depth) values ($1, $2, $3, $4)
           on conflict (roleid, tablename, rightname) do update set depth = excluded.depth`,
          [role.id, table.name, right, depth],
        );
    });
    return noContent;
  },
};

function readPrivilege(schema: Schema, item: unknown, index: number): { table: Table; right: Right; depth: number } {
  const { PrivilegeId: id, PrivilegeName: name, Depth: depthName } = (item ?? {}) as Record<string, unknown>;
  const depth = typeof depthName === "string" && Object.hasOwn(depths, depthName) ? depths[depthName] : undefined;
  if (depth === undefined) throw wrong(index, `its Depth is one of ${Object.keys(depths).join(", ")}`);
  for (const table of schema.tables.values()) {
    for (const right of Object.keys(privilegeVerbs) as Right[]) {
      const own = privilegeName(table, right);
      if (own === name || (typeof id === "string" && metadataId("privilege", own) === id.toLowerCase()))
        return { table, right, depth };
    }
  }
  throw wrong(index, "its PrivilegeName or PrivilegeId names none that there is, such as prvReadLead");
}

function wrong(index: number, what: string): AppError {
  return new AppError("badRequest", { reason: `'Privileges', item ${index + 1}: ${what}.` });
}
