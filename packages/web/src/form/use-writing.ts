import { useMemo } from "react";
import { useIntl } from "react-intl";
import type { Writing } from "./drafts.ts";

/** How the signed-in user writes numbers, and their time zone. */
export function useWriting(): Writing {
  const { locale, timeZone } = useIntl();
  return useMemo(() => ({ locale, ...(timeZone !== undefined && { timeZone }) }), [locale, timeZone]);
}
