import { join } from "node:path";
import { addUser, type ImportFileResult, importFile, salesRules, setUpOrganisation } from "@leadwright/sales";
import { type Caller, openStore } from "@leadwright/store";
import { pino } from "pino";
import { leadsMap, writeLeadsCsv } from "./leads-csv.ts";

export const sellerEmail = "seller@bench.example";

/** An organisation in a fresh data folder, with a salesperson who owns `leads` imported leads. */
export async function seedOrganisation(
  folder: string,
  leads: number,
  passwordHash = "",
): Promise<{ owner: string; result: ImportFileResult }> {
  const store = await openStore({
    dataFolder: folder,
    kind: "command",
    rules: salesRules,
    log: pino({ level: "warn" }),
  });
  try {
    const { userId } = await setUpOrganisation(store, {
      name: "Bench",
      baseCurrency: "EUR",
      language: "en",
      administrator: { name: "Bench Admin", email: "admin@bench.example", passwordHash: "" },
    });
    const administrator: Caller = { principal: await store.principal(userId), door: "command" };
    const owner = await store.change(administrator, (work) =>
      addUser(work, { email: sellerEmail, name: "Bench Seller", role: "Salesperson", passwordHash }),
    );
    const path = join(folder, "leads.csv");
    await writeLeadsCsv(path, leads);
    const result = await importFile(
      store,
      { principal: await store.principal(owner), door: "import" },
      { path, name: "leads.csv", table: "lead", map: leadsMap, errorsPath: join(folder, "errors.csv") },
    );
    await store.sql("vacuum analyze crm.lead");
    return { owner, result };
  } finally {
    await store.close();
  }
}
