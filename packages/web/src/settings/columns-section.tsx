import { Button, Tab, TabList } from "@fluentui/react-components";
import { Add20Regular, TableAdd24Regular } from "@fluentui/react-icons";
import type { Column } from "@leadwright/schema";
import { useState } from "react";
import { type CustomisableTable, customisableTables } from "../api/customisation.ts";
import { tableOf, useSchema } from "../api/schema-provider.tsx";
import { useLabels } from "../language/language-provider.tsx";
import { useWords } from "../language/use-words.ts";
import { PlainTable } from "../shell/plain-table.tsx";
import { StatePage } from "../shell/state-page.tsx";
import { AddColumnDialog } from "./add-column-dialog.tsx";
import { type ColumnKind, columnKinds } from "./new-attribute.ts";
import { SectionCard } from "./section-card.tsx";

/** Columns that this organisation added to its tables. */
export function ColumnsSection() {
  const words = useWords();
  const labels = useLabels();
  const schema = useSchema();
  const [name, setName] = useState<CustomisableTable>("lead");
  const [adding, setAdding] = useState(false);
  const table = tableOf(schema, name);
  const added = [...table.columns.values()].filter((column) => column.custom);
  const add = (
    <Button appearance="primary" icon={<Add20Regular />} onClick={() => setAdding(true)}>
      {words("settings.columnAdd")}
    </Button>
  );
  return (
    <SectionCard title={words("settings.columns")} text={words("settings.columnsText")} action={add}>
      <TabList
        size="small"
        selectedValue={name}
        onTabSelect={(_, data) => setName(data.value as CustomisableTable)}
        aria-label={words("settings.columnTable")}
      >
        {customisableTables.map((each) => (
          <Tab key={each} value={each}>
            {labels.tables(tableOf(schema, each))}
          </Tab>
        ))}
      </TabList>
      {added.length === 0 ? (
        <StatePage
          icon={TableAdd24Regular}
          title={words("settings.columnsNone")}
          text={words("settings.columnsNoneText")}
        />
      ) : (
        <PlainTable
          inset
          label={words("settings.columns")}
          columns={[
            { key: "label", heading: words("settings.columnLabel") },
            { key: "name", heading: words("settings.columnName") },
            { key: "kind", heading: words("settings.columnKind") },
          ]}
          rows={added.map((column) => ({
            key: column.name,
            cells: [column.label, <code key="name">{column.name}</code>, words(`settings.kind.${kindOf(column)}`)],
          }))}
        />
      )}
      {adding && <AddColumnDialog table={name} onClose={() => setAdding(false)} />}
    </SectionCard>
  );
}

function kindOf(column: Column): ColumnKind {
  if (column.type === "DateTime") return column.format === "DateOnly" ? "date" : "datetime";
  const kinds = Object.keys(columnKinds) as ColumnKind[];
  return kinds.find((kind) => columnKinds[kind] === column.type) ?? "text";
}
