import { Button, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useSchema } from "../api/schema-provider.tsx";
import { useLinkStyle } from "../import/use-link-style.ts";
import { useWords } from "../language/use-words.ts";
import { type JsonPiece, jsonLines } from "./json-lines.ts";

const useStyles = makeStyles({
  json: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
  },
  name: { color: tokens.colorNeutralForeground2 },
  annotation: { color: tokens.colorNeutralForeground3 },
  value: { color: tokens.colorNeutralForeground1 },
  mark: { color: tokens.colorNeutralForeground3 },
  more: { marginTop: "12px" },
});

/** Lines shown at first, and at each "Show more". */
const step = 1_500;

/** JSON to read, line by line; a value that names a row or a page is a link that runs it. */
export function JsonView({ value }: { value: unknown }) {
  const styles = useStyles();
  const words = useWords();
  const schema = useSchema();
  const [limit, setLimit] = useState(step);
  const { lines, more } = useMemo(() => jsonLines(schema, value, limit), [schema, value, limit]);
  return (
    <>
      <div className={styles.json}>
        {lines.map(({ depth, pieces }, index) => (
          // A line has no name but its place; what wraps goes on under its own beginning.
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one answer never change places
          <div key={index} style={{ paddingInlineStart: `${depth + 2}em`, textIndent: "-2em" }}>
            {pieces.map((piece, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <Piece key={place} piece={piece} className={styles[piece.kind]} />
            ))}
          </div>
        ))}
      </div>
      {more && (
        <Button className={styles.more} onClick={() => setLimit(limit + step)}>
          {words("explorer.more")}
        </Button>
      )}
    </>
  );
}

function Piece({ piece: { text, to }, className }: { piece: JsonPiece; className: string }) {
  const link = useLinkStyle();
  if (to === undefined) return <span className={className}>{text}</span>;
  return (
    <Link to="/explorer" search={{ query: to }} className={mergeClasses(className, link)} preload={false}>
      {text}
    </Link>
  );
}
