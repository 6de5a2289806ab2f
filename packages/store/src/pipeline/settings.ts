import type { Pool } from "pg";
import { exactNumber } from "./stored-row.ts";
import type { Transaction } from "./transaction.ts";

/** What the pipeline needs to know of the organisation for every change. */
export interface Settings {
  /** Undefined until the organisation is set up. */
  readonly baseCurrencyId: string | undefined;
  /** Units of a currency for one unit of the base currency, by currency id. */
  readonly exchangeRates: ReadonlyMap<string, string | number>;
  /** Bytes. */
  readonly maxUploadFileSize: number;
}

/** Dataverse's default: 5 MB. */
const defaultUploadSize = 5_242_880;

/** Tables whose changes make the settings stale. */
export const settingsTables: ReadonlySet<string> = new Set(["organization", "transactioncurrency"]);

const statement = {
  name: "settings",
  text: `select (select basecurrencyid from crm.organization limit 1) as base,
                (select maxuploadfilesize from crm.organization limit 1) as maxsize,
                (select json_object_agg(transactioncurrencyid, exchangerate::text) from crm.transactioncurrency) as rates`,
};

interface Row {
  readonly base: string | null;
  readonly maxsize: number | null;
  readonly rates: Record<string, string | null> | null;
}

/** The organisation's settings, read once and again after they change. */
export class SettingsCache {
  readonly #pool: Pool;
  #settings: Settings | undefined;
  #generation = 0;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** What is known without asking; undefined when it has to be read. */
  get known(): Settings | undefined {
    return this.#settings;
  }

  /**
   * Reads them through the transaction when one has begun: a change that waited for a second connection while it holds
   * one could wait for ever. `own`: it changes the settings itself, and so must not see, nor fill, what others see.
   */
  async read(transaction: Transaction, own: boolean): Promise<Settings> {
    if (this.#settings && !own) return this.#settings;
    const generation = this.#generation;
    const [row] = transaction.begun
      ? await transaction.run<Row>(statement)
      : (await this.#pool.query<Row>(statement)).rows;
    const settings = settingsFrom(row);
    // Kept only when nothing was dropped meanwhile, and never before the organisation exists.
    if (!own && generation === this.#generation && settings.baseCurrencyId) this.#settings = settings;
    return settings;
  }

  drop(): void {
    this.#generation++;
    this.#settings = undefined;
  }
}

function settingsFrom(row: Row | undefined): Settings {
  const rates = Object.entries(row?.rates ?? {});
  return {
    baseCurrencyId: row?.base ?? undefined,
    exchangeRates: new Map(rates.map(([id, rate]) => [id, exactNumber(rate ?? "1")])),
    maxUploadFileSize: row?.maxsize ?? defaultUploadSize,
  };
}
