import { AppError } from "@leadwright/schema";
import type { Transaction } from "../pipeline/transaction.ts";
import { administratorRole } from "./standard-roles.ts";

/** Tables by whose rows somebody is an administrator, or no longer is. */
const decisive: readonly string[] = ["role", "systemuser", "systemuserroles", "team", "teammembership", "teamroles"];

const statement = {
  name: "administrators",
  text: `
with admin as (select roleid from crm.role where name = $1)
select not exists (select from crm.organization) or exists (
  select from crm.systemuser u
   where u.isdisabled is not true
     and (exists (select from crm.systemuserroles r join admin on admin.roleid = r.roleid where r.systemuserid = u.systemuserid)
       or exists (select from crm.teammembership m join crm.teamroles r on r.teamid = m.teamid join admin on admin.roleid = r.roleid
                   where m.systemuserid = u.systemuserid))
) as kept`,
};

/** Before a commit: an organisation that is set up never loses its last administrator. Throws lastAdministrator. */
export async function keepAdministrator(transaction: Transaction, touched: ReadonlySet<string>): Promise<void> {
  if (!decisive.some((table) => touched.has(table))) return;
  const [row] = await transaction.run<{ kept: boolean }>({ ...statement, values: [administratorRole] });
  if (row?.kept !== true) throw new AppError("lastAdministrator");
}
