import { makeStyles, mergeClasses } from "@fluentui/react-components";
import type { FormTab } from "@leadwright/schema";
import { useWords } from "../language/use-words.ts";
import { customColumns, hasContent } from "./form-columns.ts";
import { useFormScope } from "./form-context.ts";
import { FieldList, FormSection, SectionCard } from "./form-section.tsx";

const two = "@media (min-width: 900px) and (max-width: 1279px)";
const three = "@media (min-width: 1280px)";

const useStyles = makeStyles({
  grid: { display: "grid", gap: "16px", gridTemplateColumns: "minmax(0, 1fr)", alignItems: "start" },
  two: {
    [two]: { gridTemplateColumns: "repeat(2, minmax(0, 1fr))", gridTemplateRows: "auto 1fr" },
    [three]: { gridTemplateColumns: "repeat(2, minmax(0, 1fr))" },
  },
  three: {
    [two]: { gridTemplateColumns: "repeat(2, minmax(0, 1fr))", gridTemplateRows: "auto 1fr" },
    [three]: { gridTemplateColumns: "repeat(3, minmax(0, 1fr))" },
  },
  column: { display: "flex", flexDirection: "column", gap: "16px", minWidth: 0 },
  // In two columns the middle one (the timeline) stands beside both others.
  middle: { [two]: { gridRow: "span 2" } },
});

/** A tab's columns side by side where there is room, else below one another. */
export function FormTabPanel({ tab }: { tab: FormTab }) {
  const styles = useStyles();
  const words = useWords();
  const { table, record } = useFormScope();
  const own = tab.customColumns ? customColumns(table) : [];
  const columns = tab.columns
    .map(({ sections }) => ({ sections: sections.filter((section) => hasContent(section, table, record)) }))
    .filter(({ sections }) => sections.length > 0);
  const width = columns.length >= 3 ? styles.three : columns.length === 2 ? styles.two : undefined;
  return (
    <div className={mergeClasses(styles.grid, width)}>
      {columns.map((column, place) => (
        <div
          key={column.sections.map((section) => section.name.en).join()}
          className={mergeClasses(styles.column, columns.length === 3 && place === 1 && styles.middle)}
        >
          {column.sections.map((section) => (
            <FormSection key={section.name.en} section={section} />
          ))}
          {place === columns.length - 1 && own.length > 0 && (
            <SectionCard title={words("form.customFields")}>
              <FieldList columns={own} />
            </SectionCard>
          )}
        </div>
      ))}
    </div>
  );
}
