import { makeStyles } from "@fluentui/react-components";
import { Code24Regular } from "@fluentui/react-icons";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useState } from "react";
import { useSession } from "../api/session.ts";
import { usePageStyles } from "../import/page-styles.ts";
import { useWords } from "../language/use-words.ts";
import { usePageTitle } from "../shell/page-title.ts";
import { StatePage } from "../shell/state-page.tsx";
import { readAddress } from "./address.ts";
import { AnswerCard, useAnswer } from "./answer-card.tsx";
import { useHistory } from "./history.ts";
import { QueryCard } from "./query-card.tsx";
import { QueryLists } from "./query-lists.tsx";

const useStyles = makeStyles({
  columns: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) 320px",
    gap: "16px",
    alignItems: "start",
    "@media (max-width: 1079px)": { gridTemplateColumns: "minmax(0, 1fr)" },
  },
});

/** The Web API to look at: a query, its answer, examples. It reads only; the address of the page holds what is asked. */
export function ExplorerPage() {
  const styles = useStyles();
  const page = usePageStyles();
  const words = useWords();
  const navigate = useNavigate();
  const { user } = useSession();
  const { query } = useSearch({ from: "/explorer" });
  const [annotated, setAnnotated] = useState(true);
  const history = useHistory(user.id);
  const address = query === undefined ? undefined : readAddress(query);
  const answer = useAnswer(address, annotated);
  usePageTitle(words("explorer.title"));

  const remember = useEffectEvent((asked: string) => history.remember(asked));
  useEffect(() => {
    // A further page is found from its first one.
    if (query !== undefined && address !== undefined && !query.includes("$skiptoken")) remember(query);
  }, [query, address]);

  const run = (asked: string) => {
    if (asked === query) void answer.refetch();
    else void navigate({ to: "/explorer", search: { query: asked } });
  };
  return (
    <div className={page.page}>
      <div className={page.head}>
        <div>
          <h1 className={page.title}>{words("explorer.title")}</h1>
          <p className={page.hint}>{words("explorer.text")}</p>
        </div>
      </div>
      <div className={styles.columns}>
        <div className={page.stack}>
          <QueryCard query={query} onRun={run} annotated={annotated} onAnnotated={setAnnotated} />
          {address === undefined ? (
            <div className={page.card}>
              <StatePage
                icon={Code24Regular}
                title={words(query === undefined ? "explorer.nothing" : "explorer.badAddress")}
                {...(query === undefined && { text: words("explorer.nothingText") })}
              />
            </div>
          ) : (
            <AnswerCard address={address} answer={answer} />
          )}
        </div>
        <QueryLists history={history.queries} onClear={history.clear} />
      </div>
    </div>
  );
}
