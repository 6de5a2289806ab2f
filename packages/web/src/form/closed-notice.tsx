import { MessageBar, MessageBarBody, makeStyles, tokens } from "@fluentui/react-components";
import type { Table } from "@leadwright/schema";
import { Link } from "@tanstack/react-router";
import type { ApiRecord } from "../api/records.ts";
import { lookupValue } from "../api/values.ts";
import { useLabels } from "../language/language-provider.tsx";
import { useFormat } from "../language/use-format.ts";
import { useWords } from "../language/use-words.ts";
import { iconOf, recordHref } from "../shell/places.ts";

const useStyles = makeStyles({
  bar: { margin: "12px 24px", width: "auto", "@media (max-width: 639px)": { margin: "12px" } },
  line: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: "4px 16px" },
  link: { display: "inline-flex", alignItems: "center", gap: "4px", color: tokens.colorBrandForegroundLink },
});

/** Where what came of a closed record is found. */
const outcomes: Readonly<Record<string, readonly string[]>> = {
  lead: ["parentaccountid", "parentcontactid", "qualifyingopportunityid"],
  opportunity: ["parentaccountid", "parentcontactid", "originatingleadid"],
};

/** What became of a closed record, with links to what it led to. */
export function ClosedNotice({ table, record }: { table: Table; record: ApiRecord }) {
  const styles = useStyles();
  const words = useWords();
  const labels = useLabels();
  const format = useFormat();
  const status = table.columns.get("statuscode");
  const state = table.columns.get("statecode");
  const choice = (column: typeof status) => (column ? labels.choice(table, column, Number(record[column.name])) : "");
  const date = table.name === "opportunity" ? record.actualclosedate : (record.actualend ?? record.modifiedon);
  const links = (outcomes[table.name] ?? []).flatMap((name) => {
    const column = table.columns.get(name);
    const value = column && lookupValue(record, column);
    return value ? [value] : [];
  });
  return (
    <MessageBar className={styles.bar} layout="multiline" intent="info">
      <MessageBarBody>
        <span className={styles.line}>
          <span>
            {words("form.closed", {
              state: choice(state),
              reason: choice(status),
              same: choice(state) === choice(status) ? "yes" : "no",
              dated: typeof date === "string" ? "yes" : "no",
              date: typeof date === "string" ? format.day(date) : "",
            })}
          </span>
          {links.map((value) => {
            const Icon = iconOf(value.table);
            const href = recordHref(value.table, value.id);
            return href ? (
              <Link key={value.id} {...href} className={styles.link}>
                <Icon aria-hidden /> {value.name}
              </Link>
            ) : null;
          })}
        </span>
      </MessageBarBody>
    </MessageBar>
  );
}
