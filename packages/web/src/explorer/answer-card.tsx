import { Badge, Button, Link, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import { Copy20Regular, ErrorCircle24Regular, Open20Regular } from "@fluentui/react-icons";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { apiRoot } from "../api/client.ts";
import { usePageStyles } from "../import/page-styles.ts";
import { useErrorWords } from "../language/use-error-words.ts";
import { useFormat } from "../language/use-format.ts";
import { useWords } from "../language/use-words.ts";
import { StatePage } from "../shell/state-page.tsx";
import { useToasts } from "../shell/toasts.tsx";
import { useFileSize } from "../timeline/use-file-size.ts";
import { JsonView } from "./json-view.tsx";
import { type Answer, type AnswerBody, runQuery } from "./run-query.ts";

const useStyles = makeStyles({
  head: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    gap: "8px 16px",
    padding: "12px 24px",
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    "@media (max-width: 639px)": { padding: "12px 16px" },
  },
  facts: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: "4px 16px",
    minHeight: "32px",
    color: tokens.colorNeutralForeground3,
    fontVariantNumeric: "tabular-nums",
  },
  buttons: { display: "flex", alignItems: "center", gap: "8px" },
  open: { display: "inline-flex", alignItems: "center", gap: "6px" },
  text: {
    margin: 0,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
  },
});

/** Letters of a text that are shown; $metadata has a million. */
const longestText = 100_000;

/** Reads an address once, and again when it is run again. */
export function useAnswer(address: string | undefined, annotated: boolean): UseQueryResult<Answer> {
  return useQuery({
    queryKey: ["explorer", address, annotated],
    queryFn: ({ signal }) => runQuery(address ?? "", annotated, signal),
    enabled: address !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    // Rows may be many, and asking again is what the page is for.
    gcTime: 60_000,
    retry: false,
  });
}

/** The answer: status, how long it took, how much it is, and its text. */
export function AnswerCard({ address, answer }: { address: string; answer: UseQueryResult<Answer> }) {
  const styles = useStyles();
  const page = usePageStyles();
  const words = useWords();
  const errorWords = useErrorWords();
  const toasts = useToasts();
  const { data, error, isFetching } = answer;
  const copy = async (body: AnswerBody) => {
    await navigator.clipboard.writeText(textOf(body));
    toasts.done(words("explorer.copied"));
  };
  const isText = data !== undefined && data.body.kind !== "bytes";
  return (
    <section className={page.card} aria-label={words("explorer.answer")} aria-busy={isFetching}>
      <div className={styles.head}>
        <div className={styles.facts} role="status">
          {isFetching ? (
            <Spinner size="tiny" label={words("explorer.running")} />
          ) : (
            data !== undefined && <Facts answer={data} />
          )}
        </div>
        <div className={styles.buttons}>
          {isText && (
            <Button
              appearance="subtle"
              icon={<Copy20Regular />}
              onClick={() => void copy(data.body).catch(toasts.failed)}
            >
              {words("explorer.copy")}
            </Button>
          )}
          <Link className={styles.open} href={apiRoot + address} target="_blank" rel="noreferrer">
            {words("explorer.open")} <Open20Regular aria-hidden />
          </Link>
        </div>
      </div>
      {data === undefined && error && (
        <StatePage icon={ErrorCircle24Regular} title={words("error.title")} text={errorWords(error)} alert />
      )}
      {data !== undefined && (
        <div className={page.padded}>
          <Body body={data.body} />
        </div>
      )}
    </section>
  );
}

function Facts({ answer: { status, statusText, milliseconds, bytes, body } }: { answer: Answer }) {
  const words = useWords();
  const format = useFormat();
  const size = useFileSize();
  const rows = body.kind === "json" ? (body.value as { value?: unknown } | null)?.value : undefined;
  return (
    <>
      <Badge appearance="tint" size="large" color={status < 400 ? "success" : "danger"}>
        {`${status} ${statusText}`.trim()}
      </Badge>
      <span>{words("explorer.duration", { time: format.number(milliseconds) })}</span>
      <span>{size(bytes)}</span>
      {Array.isArray(rows) && <span>{words("explorer.rows", { count: rows.length })}</span>}
    </>
  );
}

function Body({ body }: { body: AnswerBody }) {
  const styles = useStyles();
  const words = useWords();
  const format = useFormat();
  if (body.kind === "json") return <JsonView value={body.value} />;
  if (body.kind === "bytes") return <p className={styles.text}>{words("explorer.bytes", { type: body.type })}</p>;
  const isCut = body.text.length > longestText;
  return (
    <>
      <pre className={styles.text}>{body.text.slice(0, longestText)}</pre>
      {isCut && <p>{words("explorer.cut", { count: format.number(longestText) })}</p>}
    </>
  );
}

function textOf(body: AnswerBody): string {
  if (body.kind === "json") return JSON.stringify(body.value, undefined, 2);
  return body.kind === "text" ? body.text : "";
}
