import { AppError } from "@leadwright/schema";
import { Depth, type Right } from "@leadwright/store";
import { operationAnswer } from "../call.ts";
import { metadataId } from "../definitions/labels.ts";
import { privilegeName, privilegeVerbs } from "../privileges.ts";
import { tableOf } from "../related-rows.ts";
import { resolveTarget } from "../resolve-target.ts";
import type { ApiFunction } from "./api-function.ts";

const depthNames = ["", "Basic", "Local", "Deep", "Global"] as const;

/** GET systemusers(id)/Microsoft.Dynamics.CRM.RetrieveUserPrivileges(): of oneself; of others for administrators. */
export const retrieveUserPrivileges: ApiFunction = {
  name: "RetrieveUserPrivileges",
  boundTo: ["systemuser"],
  signature: { returns: { RolePrivileges: "Collection(RolePrivilege)" } },
  async run(call, _parameters, target) {
    const { store, schema, caller } = call;
    if (target === undefined) throw new AppError("resourceNotFound", { segment: "RetrieveUserPrivileges" });
    const { id } = await resolveTarget(call, tableOf(call, "systemuser"), target);
    if (id !== caller.principal.userId && !caller.principal.administrator) throw new AppError("administratorsOnly");
    const principal = await store.principal(id);
    const privileges = [...schema.tables.values()].flatMap((table) =>
      (Object.keys(privilegeVerbs) as Right[]).map((right) => {
        const name = privilegeName(table, right);
        return {
          Depth: depthNames[principal.depth(table.name, right)] ?? "",
          PrivilegeId: metadataId("privilege", name),
          BusinessUnitId: principal.businessUnitId,
          PrivilegeName: name,
        };
      }),
    );
    return operationAnswer(call, "RetrieveUserPrivileges", {
      RolePrivileges: privileges.filter((privilege) => privilege.Depth !== depthNames[Depth.None]),
    });
  },
};
