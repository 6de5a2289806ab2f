import { AppError } from "@leadwright/schema";
import { Depth, type Right } from "@leadwright/store";
import { jsonAnswer } from "../call.ts";
import { metadataId } from "../definitions/labels.ts";
import { tableOf } from "../related-rows.ts";
import { resolveTarget } from "../resolve-target.ts";
import type { ApiFunction } from "./api-function.ts";

const verbs: Readonly<Record<Right, string>> = {
  create: "Create",
  read: "Read",
  write: "Write",
  delete: "Delete",
  append: "Append",
  appendto: "AppendTo",
  assign: "Assign",
  share: "Share",
};
const depthNames = ["", "Basic", "Local", "Deep", "Global"] as const;

/** GET systemusers(id)/Microsoft.Dynamics.CRM.RetrieveUserPrivileges(): of oneself; of others for administrators. */
export const retrieveUserPrivileges: ApiFunction = {
  name: "RetrieveUserPrivileges",
  boundTo: ["systemuser"],
  signature: { returns: { RolePrivileges: "Collection(RolePrivilege)" } },
  async run(call, _parameters, target) {
    const { store, schema, caller, baseUrl } = call;
    if (target === undefined) throw new AppError("resourceNotFound", { segment: "RetrieveUserPrivileges" });
    const { id } = await resolveTarget(call, tableOf(call, "systemuser"), target);
    if (id !== caller.principal.userId && !caller.principal.administrator) throw new AppError("administratorsOnly");
    const principal = await store.principal(id);
    const privileges = [...schema.tables.values()].flatMap((table) =>
      (Object.keys(verbs) as Right[]).map((right) => {
        const name = `prv${verbs[right]}${table.schemaName}`;
        return {
          Depth: depthNames[principal.depth(table.name, right)] ?? "",
          PrivilegeId: metadataId("privilege", name),
          BusinessUnitId: principal.businessUnitId,
          PrivilegeName: name,
        };
      }),
    );
    return jsonAnswer({
      "@odata.context": `${baseUrl}$metadata#Microsoft.Dynamics.CRM.RetrieveUserPrivilegesResponse`,
      RolePrivileges: privileges.filter((privilege) => privilege.Depth !== depthNames[Depth.None]),
    });
  },
};
