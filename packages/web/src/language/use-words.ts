import { useMemo } from "react";
import { useIntl } from "react-intl";
import type { MessageId } from "./load.ts";

export type Words = (id: MessageId, values?: Readonly<Record<string, string | number>>) => string;

/** The app's words: `words("grid.selected", { count: 3 })`. */
export function useWords(): Words {
  const intl = useIntl();
  return useMemo(() => (id, values) => intl.formatMessage({ id }, values) as string, [intl]);
}
