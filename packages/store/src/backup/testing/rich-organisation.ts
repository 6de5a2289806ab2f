import { customColumn } from "@leadwright/schema";
import type { TestOrganisation } from "../../testing/test-organisation.ts";
import { insertExtremeRows } from "./extreme-rows.ts";

const kinds = [
  "text",
  "memo",
  "integer",
  "decimal",
  "money",
  "choice",
  "choices",
  "boolean",
  "date",
  "datetime",
  "lookup",
] as const;

/** Custom columns of every kind, records with all that hangs on them, jobs in every state, and extreme rows everywhere. Gives the tables without. */
export async function fillOrganisation(org: TestOrganisation): Promise<string[]> {
  const { store, administrator, seller, database } = org;
  for (const name of ["lead", "account", "task", "activitypointer"]) {
    const table = store.schema.tables.get(name)!;
    const columns = kinds.map((kind) =>
      customColumn(
        table,
        { label: `My ${name} ${kind}`, kind, choices: [{ label: "Niski" }, { label: "Cao" }], targets: ["account"] },
        store.schema,
      ),
    );
    await store.addColumns(administrator, name, columns);
  }
  await store.addChoices(administrator, "lead", "leadsourcecode", ["Targi", "Hội chợ"]);
  const { definitions } = store;
  await definitions.addGlobalChoice(administrator, { name: "new_size", label: "Size", choices: [{ label: "Duży" }] });
  await definitions.addRelationship(administrator, { schemaName: "new_fairs", table1: "lead", table2: "account" });
  await definitions.describe(administrator, { table: "lead", column: "subject" }, { labels: { pl: "Sprawa" } }, true);
  await definitions.addTable(administrator, {
    ...{ schemaName: "new_Maszyna", label: "Maszyna", ownership: "user", notes: true, activities: true },
    primaryName: { name: "new_nazwa", label: "Nazwa" },
  });
  const machines = store.schema.tables.get("new_maszyna")!;
  const owner = { label: "Holder", kind: "lookup", targets: ["account"] } as const;
  await store.addColumn(administrator, "new_maszyna", customColumn(machines, owner, store.schema));
  const byName = { name: "new_nazwa", schemaName: "new_Nazwa", label: "Nazwa", columns: ["new_nazwa"] };
  await store.addKey(administrator, "new_maszyna", byName);
  const keeper = { ...administrator, principal: await store.principal(administrator.principal.userId) };
  for (let n = 0; n < 20; n++) {
    await store.change(keeper, async (work) => {
      const account = await work.create("account", { name: `Kunde ${n}` });
      const holder = { table: "account", id: account.id };
      const { id } = await work.create("new_maszyna", { new_nazwa: `Máy ${n}`, new_holder: holder });
      await work.create("annotation", { subject: "Notiz", objectid: { table: "new_maszyna", id } });
    });
    await store.change(seller, async (work) => {
      const account = await work.create("account", { name: `Công ty ${n}`, new_myaccountmoney: "12.50" });
      const lead = await work.create("lead", {
        subject: `Zapytanie ${n}`,
        lastname: "Żuk",
        new_myleadchoices: "100000001,100000000",
        new_myleadlookup: { table: "account", id: account.id },
      });
      const about = { table: "lead", id: lead.id };
      await work.create("annotation", {
        subject: "Plik",
        filename: "a.bin",
        documentbody: Buffer.alloc(500, n).toString("base64"),
        objectid: about,
      });
      await work.create("task", { subject: "Gọi", regardingobjectid: about });
      await work.update("lead", lead.id, { firstname: "Nguyễn" });
    });
  }
  const left = await insertExtremeRows(database.pool);
  await database.pool.query(
    "insert into app.backup (backupid, state, scheduled) values (gen_random_uuid(), 'done', true)",
  );
  await database.pool.query(
    `insert into app.session (idhash, userid, csrftoken, expiresat) values ('x', gen_random_uuid(), 'x', now())`,
  );
  await database.pool.query(`
    update pgboss.job_common set state = 'active', started_on = now(), heartbeat_on = now()
      where id in (select id from pgboss.job_common order by id limit 3);
    update pgboss.job_common set state = 'completed', completed_on = now()
      where id in (select id from pgboss.job_common where state = 'created' order by id limit 5)`);
  return left;
}
