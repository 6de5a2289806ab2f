import { AppError } from "@leadwright/schema";
import { defaultBinDays, type Store } from "@leadwright/store";

export interface Organisation {
  readonly id: string;
  readonly name: string;
  /** Made up, to try the product out. */
  readonly demo: boolean;
  /** How long deleted records can be restored; 0: not at all. */
  readonly binDays: number;
  readonly baseCurrency: {
    readonly id: string;
    readonly code: string;
    readonly symbol: string;
    readonly digits: number;
  };
}

/** The organisation, which everybody who is signed in may know. Throws notSetUp. */
export async function readOrganisation(store: Store): Promise<Organisation> {
  const [row] = await store.sql<{
    organizationid: string;
    name: string;
    demo: boolean;
    days: number;
    transactioncurrencyid: string;
    isocurrencycode: string;
    currencysymbol: string;
    currencyprecision: number;
  }>(
    `select o.organizationid, o.name, exists (select 1 from app.setting where key = 'demo') as demo, coalesce(o.lw_binretentiondays, ${defaultBinDays}) as days, c.transactioncurrencyid, c.isocurrencycode, c.currencysymbol, c.currencyprecision
       from crm.organization o join crm.transactioncurrency c on c.transactioncurrencyid = o.basecurrencyid limit 1`,
  );
  if (row === undefined) throw new AppError("notSetUp");
  return {
    id: row.organizationid,
    name: row.name,
    demo: row.demo,
    binDays: row.days,
    baseCurrency: {
      id: row.transactioncurrencyid,
      code: row.isocurrencycode,
      symbol: row.currencysymbol,
      digits: row.currencyprecision,
    },
  };
}
