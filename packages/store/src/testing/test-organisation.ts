import type { Reference } from "@leadwright/schema";
import { standardRoles } from "../rights/standard-roles.ts";
import { openStoreOn } from "../store.ts";
import { systemCaller } from "../system-caller.ts";
import type { Caller, Rule, Store, Work } from "../types.ts";
import { type FreshDatabase, freshDatabase } from "./fresh-database.ts";
import { silentLog } from "./test-server.ts";

export interface TestOrganisation {
  readonly database: FreshDatabase;
  readonly store: Store;
  readonly administrator: Caller;
  /** Salesperson of the root unit. */
  readonly seller: Caller;
  /** Salesperson of the unit below. */
  readonly southSeller: Caller;
  /** Sales Team Member of the root unit: own rows only, and no delete. */
  readonly member: Caller;
  readonly rootUnit: Reference;
  readonly southUnit: Reference;
  readonly euro: Reference;
  readonly dollar: Reference;
  /** Another store on the same database, as another process would have it. */
  another(rules?: readonly Rule[]): Promise<Store>;
  close(): Promise<void>;
}

/** A store on a fresh database with an organisation: two units, four users, two currencies (1 EUR = 1.25 USD). */
export async function testOrganisation(rules: readonly Rule[] = []): Promise<TestOrganisation> {
  const database = await freshDatabase();
  const open = (more: readonly Rule[]) =>
    openStoreOn(database.config, { rules: more, log: silentLog, kind: "command", connections: 10 });
  const store = await open(rules);
  const others: Store[] = [];
  const made = await store.change(systemCaller, (work) => setUp(work));
  const caller = async (id: string): Promise<Caller> => ({ principal: await store.principal(id), door: "api" });
  return {
    database,
    store,
    administrator: await caller(made.administrator),
    seller: await caller(made.seller),
    southSeller: await caller(made.southSeller),
    member: await caller(made.member),
    rootUnit: made.rootUnit,
    southUnit: made.southUnit,
    euro: made.euro,
    dollar: made.dollar,
    async another(more = rules) {
      const other = await open(more);
      others.push(other);
      return other;
    },
    async close() {
      for (const each of [...others, store]) await each.close();
      await database.drop();
    },
  };
}

async function setUp(work: Work) {
  const asSystem = { asSystem: true };
  const create = async (table: string, values: Parameters<Work["create"]>[1]): Promise<Reference> => ({
    table,
    id: (await work.create(table, values, asSystem)).id,
  });
  const currency = { currencyprecision: 2, exchangerate: 1 };
  const euro = await create("transactioncurrency", {
    ...currency,
    currencyname: "Euro",
    isocurrencycode: "EUR",
    currencysymbol: "€",
  });
  const dollar = await create("transactioncurrency", {
    ...currency,
    currencyname: "US Dollar",
    isocurrencycode: "USD",
    currencysymbol: "$",
    exchangerate: 1.25,
  });
  await create("organization", { name: "Test", basecurrencyid: euro, languagecode: 1033, maxuploadfilesize: 1_000 });
  const rootUnit = await create("businessunit", { name: "Root" });
  const southUnit = await create("businessunit", { name: "South", parentbusinessunitid: rootUnit });
  const roles = new Map<string, Reference>();
  for (const { name, privileges } of standardRoles(work.schema)) {
    const role = await create("role", { name, businessunitid: rootUnit });
    roles.set(name, role);
    await work.sql(
      `insert into app.roleprivilege (roleid, tablename, rightname, depth)
       select $1, g.tablename, g.rightname, g.depth from unnest($2::text[], $3::text[], $4::int[]) g (tablename, rightname, depth)`,
      [role.id, privileges.map((p) => p.table), privileges.map((p) => p.right), privileges.map((p) => p.depth)],
    );
  }
  const user = async (firstname: string, lastname: string, unit: Reference, role: string) => {
    const email = `${firstname}@test.example`.toLowerCase();
    const made = await create("systemuser", {
      firstname,
      lastname,
      internalemailaddress: email,
      domainname: email,
      businessunitid: unit,
    });
    await work.associate(made, "systemuserroles_association", roles.get(role) ?? made);
    return made.id;
  };
  return {
    rootUnit,
    southUnit,
    euro,
    dollar,
    administrator: await user("Ada", "Admin", rootUnit, "System Administrator"),
    seller: await user("Sam", "Seller", rootUnit, "Salesperson"),
    southSeller: await user("Sue", "South", southUnit, "Salesperson"),
    member: await user("Mia", "Member", rootUnit, "Sales Team Member"),
  };
}
