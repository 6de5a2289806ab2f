import {
  Button,
  Field,
  makeStyles,
  mergeClasses,
  Switch,
  Tab,
  TabList,
  Textarea,
  tokens,
} from "@fluentui/react-components";
import { Play20Regular } from "@fluentui/react-icons";
import { useState } from "react";
import { useSchema } from "../api/schema-provider.tsx";
import { usePageStyles } from "../import/page-styles.ts";
import { useWords } from "../language/use-words.ts";
import { addressOfFetch, fetchOfAddress, readAddress } from "./address.ts";
import { AddressField } from "./address-field.tsx";
import { fetchExample } from "./examples.ts";

const useStyles = makeStyles({
  tabs: { margin: "-8px 0 8px -10px" },
  line: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: "8px" },
  fetch: { width: "100%", "& textarea": { fontFamily: tokens.fontFamilyMonospace, minHeight: "180px" } },
  switch: { marginLeft: "-8px" },
  foot: { display: "flex", flexWrap: "wrap", alignItems: "center", justifyContent: "space-between", gap: "4px 16px" },
  problem: { margin: "8px 0 0", color: tokens.colorStatusDangerForeground1 },
  hint: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

interface QueryCardProps {
  /** What is answered below. */
  readonly query: string | undefined;
  readonly onRun: (query: string) => void;
  readonly annotated: boolean;
  readonly onAnnotated: (annotated: boolean) => void;
}

/** What is asked: an address, or FetchXML. It follows the links and lists that run something else. */
export function QueryCard({ query, onRun, annotated, onAnnotated }: QueryCardProps) {
  const styles = useStyles();
  const page = usePageStyles();
  const words = useWords();
  const schema = useSchema();
  const [draft, setDraft] = useState(() => draftOf(query));
  const [seen, setSeen] = useState(query);
  const [problem, setProblem] = useState<string>();
  if (seen !== query) {
    setSeen(query);
    setDraft((before) => ({ ...before, ...draftOf(query) }));
    setProblem(undefined);
  }

  const change = (next: Partial<typeof draft>) => {
    setDraft({ ...draft, ...next });
    setProblem(undefined);
  };
  const run = () => {
    if (draft.by === "address") {
      if (readAddress(draft.address) === undefined) setProblem(words("explorer.badAddress"));
      else onRun(draft.address.trim());
      return;
    }
    const address = addressOfFetch(draft.fetchXml, (table) => schema.tables.get(table)?.entitySet);
    if (address === undefined) setProblem(words("explorer.badFetch"));
    else onRun(address);
  };
  const button = (
    <Button appearance="primary" icon={<Play20Regular />} onClick={run}>
      {words("explorer.run")}
    </Button>
  );
  return (
    <section className={mergeClasses(page.card, page.padded)} aria-label={words("explorer.query")}>
      <TabList
        className={styles.tabs}
        selectedValue={draft.by}
        onTabSelect={(_, data) => change({ by: data.value as typeof draft.by })}
      >
        <Tab value="address">{words("explorer.address")}</Tab>
        <Tab value="fetch">FetchXML</Tab>
      </TabList>
      {draft.by === "address" ? (
        <div className={styles.line}>
          <AddressField value={draft.address} onChange={(address) => change({ address })} onRun={run} />
          {button}
        </div>
      ) : (
        <Field hint={words("explorer.fetchHint")}>
          <Textarea
            className={styles.fetch}
            aria-label="FetchXML"
            spellCheck={false}
            resize="vertical"
            value={draft.fetchXml}
            onChange={(_, data) => change({ fetchXml: data.value })}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
            }}
          />
        </Field>
      )}
      {problem !== undefined && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={styles.foot}>
        <Switch
          className={styles.switch}
          label={words("explorer.annotated")}
          checked={annotated}
          onChange={(_, data) => onAnnotated(data.checked)}
        />
        {draft.by === "fetch" ? button : <span className={styles.hint}>{words("explorer.readOnly")}</span>}
      </div>
    </section>
  );
}

interface Draft {
  readonly by: "address" | "fetch";
  readonly address: string;
  readonly fetchXml: string;
}

function draftOf(query: string | undefined): Draft {
  const fetchXml = fetchOfAddress(query ?? "");
  return { by: fetchXml === undefined ? "address" : "fetch", address: query ?? "", fetchXml: fetchXml ?? fetchExample };
}
