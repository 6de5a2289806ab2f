import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { type ApiRecord, recordListQuery } from "./records.ts";
import { useSession } from "./session.ts";

const currenciesQuery = {
  ...recordListQuery({
    set: "transactioncurrencies",
    select: ["isocurrencycode", "currencyname", "currencysymbol", "currencyprecision"],
    orderBy: "isocurrencycode",
  }),
  staleTime: 5 * 60_000,
};

/** ISO code of the currency that a row's money is in; the organisation's own where the row names none. */
export function useCurrencyCode(): (record: ApiRecord) => string {
  const { baseCurrency } = useSession().organisation;
  const { data: rows } = useQuery(currenciesQuery);
  const codes = useMemo(
    () => new Map(rows?.map((row) => [row.transactioncurrencyid, String(row.isocurrencycode)])),
    [rows],
  );
  return useCallback(
    (record) => {
      const code = codes.get(record._transactioncurrencyid_value);
      return code !== undefined && /^[A-Z]{3}$/.test(code) ? code : baseCurrency.code;
    },
    [codes, baseCurrency.code],
  );
}
