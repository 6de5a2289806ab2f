import { useParams } from "@tanstack/react-router";
import { useRecord } from "../api/records.ts";
import { useTable } from "../api/schema-provider.tsx";
import { recordName } from "../api/values.ts";
import { useLabels } from "../language/language-provider.tsx";
import { usePageTitle } from "../shell/page-title.ts";
import { tableOfPath } from "../shell/places.ts";

/** One record at `/$list/$id`. */
export function RecordPage() {
  const { list, id } = useParams({ from: "/$list/$id" });
  const table = useTable(tableOfPath[list] ?? "");
  const { data: record } = useRecord(table.entitySet, id);
  const title = record ? recordName(table, record) : "";
  usePageTitle(title);
  return <h1>{title}</h1>;
}

/** A new record at `/$list/new`. */
export function NewRecordPage() {
  const { list } = useParams({ from: "/$list/new" });
  const table = useTable(tableOfPath[list] ?? "");
  const title = useLabels().table(table);
  usePageTitle(title);
  return <h1>{title}</h1>;
}
