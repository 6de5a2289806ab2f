import { makeStyles, mergeClasses, Tab, TabList, tokens } from "@fluentui/react-components";
import type { Form } from "@leadwright/schema";
import { useId, useState } from "react";
import { HistoryTab } from "../history/history-tab.tsx";
import { useLanguage } from "../language/language-provider.tsx";
import { useWords } from "../language/use-words.ts";
import { useFormScope } from "./form-context.ts";
import { FormTabPanel } from "./form-tab-panel.tsx";

const useStyles = makeStyles({
  tabs: {
    padding: "0 12px",
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowX: "auto",
    flexShrink: 0,
    "@media (max-width: 639px)": { padding: 0 },
  },
  hidden: { display: "none" },
});

interface FormTabsProps {
  readonly form: Form;
  readonly tab: number;
  readonly onTab: (tab: number) => void;
  readonly className: string;
}

/** The form's tabs, and the record's history after them. A tab once seen stays, so a note begun in it is there on return. */
export function FormTabs({ form, tab, onTab, className }: FormTabsProps) {
  const styles = useStyles();
  const words = useWords();
  const { language } = useLanguage();
  const { self } = useFormScope();
  const prefix = useId();
  const [seen, setSeen] = useState<ReadonlySet<number>>(new Set([tab]));
  if (!seen.has(tab)) setSeen(new Set([...seen, tab]));
  const history = form.tabs.length;
  const names = [...form.tabs.map((each) => each.name[language]), ...(self ? [words("history.title")] : [])];
  return (
    <>
      <TabList className={styles.tabs} selectedValue={tab} onTabSelect={(_, { value }) => onTab(Number(value))}>
        {names.map((name, place) => (
          <Tab key={name} id={`${prefix}tab${place}`} value={place} aria-controls={`${prefix}panel${place}`}>
            {name}
          </Tab>
        ))}
      </TabList>
      {names.map((name, place) => (
        <div
          key={name}
          role="tabpanel"
          id={`${prefix}panel${place}`}
          aria-labelledby={`${prefix}tab${place}`}
          className={mergeClasses(className, place !== tab && styles.hidden)}
        >
          {seen.has(place) && <Panel form={form} place={place} isHistory={place === history} />}
        </div>
      ))}
    </>
  );
}

function Panel({ form, place, isHistory }: { form: Form; place: number; isHistory: boolean }) {
  const { table, self } = useFormScope();
  const tab = form.tabs[place];
  if (tab) return <FormTabPanel tab={tab} />;
  return isHistory && self ? <HistoryTab table={table} id={self.id} /> : null;
}
