import { makeStyles, tokens } from "@fluentui/react-components";
import type { Column, FormSection as Section } from "@leadwright/schema";
import { type ReactNode, useId } from "react";
import { useLanguage } from "../language/language-provider.tsx";
import { Timeline } from "../timeline/timeline.tsx";
import { sectionColumns, shownColumns } from "./form-columns.ts";
import { useFormScope } from "./form-context.ts";
import { RecordField } from "./record-field.tsx";
import { SubgridSection } from "./subgrid-section.tsx";

const useStyles = makeStyles({
  card: {
    minWidth: 0,
    padding: "12px 16px 16px",
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  head: { display: "flex", alignItems: "center", gap: "8px", minHeight: "32px", marginBottom: "8px" },
  title: { flex: "1 1 auto", margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  fields: { display: "flex", flexDirection: "column", gap: "6px" },
});

interface SectionCardProps {
  readonly title: string;
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function SectionCard({ title, actions, children }: SectionCardProps) {
  const styles = useStyles();
  const id = useId();
  return (
    <section className={styles.card} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {actions}
      </div>
      {children}
    </section>
  );
}

/** Fields one below the other, those that make sense by now. */
export function FieldList({ columns }: { columns: readonly Column[] }) {
  const styles = useStyles();
  const { record } = useFormScope();
  return (
    <div className={styles.fields}>
      {shownColumns(columns, record).map((column) => (
        <RecordField key={column.name} column={column} place="tab" />
      ))}
    </div>
  );
}

/** A section of a form: fields, the timeline, or rows related to the record. */
export function FormSection({ section }: { section: Section }) {
  const { language } = useLanguage();
  const { table } = useFormScope();
  const title = section.name[language];
  if (section.fields === "timeline") return <Timeline title={title} />;
  if ("kind" in section.fields) return <SubgridSection title={title} subgrid={section.fields} />;
  return (
    <SectionCard title={title}>
      <FieldList columns={sectionColumns(section, table)} />
    </SectionCard>
  );
}
