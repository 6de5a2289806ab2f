import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { Link } from "@tanstack/react-router";
import { useId } from "react";
import { usePageStyles } from "../import/page-styles.ts";
import { useLinkStyle } from "../import/use-link-style.ts";
import { useWords } from "../language/use-words.ts";
import { addressOfFetch, fetchOfAddress } from "./address.ts";
import { examples, fetchExample } from "./examples.ts";

const useStyles = makeStyles({
  lists: { display: "flex", flexDirection: "column", gap: "16px" },
  head: { display: "flex", alignItems: "center", justifyContent: "space-between", minHeight: "32px" },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  list: { listStyleType: "none", margin: "8px 0 0", padding: 0, display: "flex", flexDirection: "column", gap: "10px" },
  query: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
    display: "-webkit-box",
    WebkitBoxOrient: "vertical",
    WebkitLineClamp: "3",
    overflow: "hidden",
  },
});

interface QueryListsProps {
  readonly history: readonly string[];
  readonly onClear: () => void;
}

/** Examples, and what was asked last in this browser; each is run by its link. */
export function QueryLists({ history, onClear }: QueryListsProps) {
  const styles = useStyles();
  const page = usePageStyles();
  const words = useWords();
  const ids = { examples: useId(), history: useId() };
  const ready = [
    ...examples.map(({ label, query }) => ({ text: words(label), query })),
    { text: words("explorer.example.fetch"), query: addressOfFetch(fetchExample, () => "leads") ?? "" },
  ];
  return (
    <div className={styles.lists}>
      <section className={mergeClasses(page.card, page.padded)} aria-labelledby={ids.examples}>
        <div className={styles.head}>
          <h2 className={styles.title} id={ids.examples}>
            {words("explorer.examples")}
          </h2>
        </div>
        <ul className={styles.list}>
          {ready.map(({ text, query }) => (
            <li key={query}>
              <QueryLink query={query} text={text} />
            </li>
          ))}
        </ul>
      </section>
      {history.length > 0 && (
        <section className={mergeClasses(page.card, page.padded)} aria-labelledby={ids.history}>
          <div className={styles.head}>
            <h2 className={styles.title} id={ids.history}>
              {words("explorer.history")}
            </h2>
            <Button size="small" appearance="subtle" onClick={onClear}>
              {words("explorer.clear")}
            </Button>
          </div>
          <ul className={styles.list}>
            {history.map((query) => (
              <li key={query}>
                <QueryLink query={query} text={fetchOfAddress(query) ?? (query || "/")} className={styles.query} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function QueryLink({ query, text, className }: { query: string; text: string; className?: string }) {
  const link = useLinkStyle();
  return (
    <Link to="/explorer" search={{ query }} preload={false} className={mergeClasses(link, className)}>
      {text}
    </Link>
  );
}
