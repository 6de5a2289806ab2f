import { type Column, isReference, type Table, type Value } from "@leadwright/schema";
import { divideMoney } from "./decimal.ts";
import type { Draft, Phase } from "./draft.ts";
import type { Settings } from "./settings.ts";
import { exactNumber } from "./stored-row.ts";

interface MoneyColumns {
  /** A column and the one beside it that holds the amount in the organisation's currency. */
  readonly pairs: readonly { readonly amount: string; readonly base: Column }[];
  readonly inCurrency: boolean;
}

const cache = new WeakMap<Table, MoneyColumns>();

/**
 * Money has a currency (the organisation's unless given), the exchange rate of the day, and each amount once more in the
 * organisation's currency. Amounts are converted anew when they, or the currency, change.
 */
export const setMoney: Phase = (draft) => {
  const money = moneyColumns(draft.table);
  if (!money.inCurrency) return;
  const { values } = draft;
  const touched = "transactioncurrencyid" in values || money.pairs.some(({ amount }) => amount in values);
  if (draft.message === "update" && !touched) return;
  const settings = draft.work.knownSettings;
  return settings ? convert(draft, money, settings) : draft.work.settings().then((read) => convert(draft, money, read));
};

function convert(draft: Draft, money: MoneyColumns, settings: Settings): void {
  const { values, before } = draft;
  const currencyId = currencyOf(draft, settings);
  if (!currencyId) return;
  const rate = settings.exchangeRates.get(currencyId);
  // An unknown currency is the links phase's finding.
  if (rate === undefined) return;
  const converted = { table: "transactioncurrency", id: currencyId };
  const old = before?.transactioncurrencyid;
  const all = !(isReference(old) && old.id === currencyId && sameNumber(before?.exchangerate, rate));
  draft.currencyIsDefault = !isReference(values.transactioncurrencyid);
  values.transactioncurrencyid = converted;
  values.exchangerate = rate;
  for (const { amount, base } of money.pairs) {
    if (!(amount in values) && !all) continue;
    const value = draft.after(amount);
    if (value === null && draft.message === "create") continue;
    values[base.name] = inBaseCurrency(value, rate, base.precision ?? 4);
  }
}

function currencyOf(draft: Draft, settings: Settings): string | undefined {
  const currency = draft.after("transactioncurrencyid");
  return isReference(currency) ? currency.id : settings.baseCurrencyId;
}

function inBaseCurrency(value: Value, rate: string | number, places: number): Value {
  if (typeof value !== "string" && typeof value !== "number") return null;
  if (Number(rate) === 1) return value;
  const converted = divideMoney(value, rate, places);
  return converted === undefined ? null : exactNumber(converted);
}

function sameNumber(a: Value | undefined, b: string | number): boolean {
  return a !== null && a !== undefined && Number(a) === Number(b);
}

function moneyColumns(table: Table): MoneyColumns {
  let found = cache.get(table);
  if (!found) {
    const pairs: { amount: string; base: Column }[] = [];
    for (const column of table.columns.values()) {
      const base = column.type === "Money" ? table.columns.get(`${column.name}_base`) : undefined;
      if (base) pairs.push({ amount: column.name, base });
    }
    found = {
      pairs,
      inCurrency: pairs.length > 0 && table.columns.get("transactioncurrencyid")?.type === "Lookup",
    };
    cache.set(table, found);
  }
  return found;
}
