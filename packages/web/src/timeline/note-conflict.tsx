import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
} from "@fluentui/react-components";
import type { ApiRecord } from "../api/records.ts";
import { formattedValue } from "../api/values.ts";
import { useFormat } from "../language/use-format.ts";
import { useWords } from "../language/use-words.ts";

const useStyles = makeStyles({
  theirs: { display: "block", whiteSpace: "pre-wrap", overflowWrap: "anywhere", maxHeight: "30vh", overflowY: "auto" },
});

interface NoteConflictProps {
  /** The note as somebody else left it. */
  readonly theirs: ApiRecord;
  readonly onMine: () => void;
  readonly onTheirs: () => void;
}

/** Somebody else saved the note first: theirs is shown here, mine is in the form below, and one of them is chosen. */
export function NoteConflict({ theirs, onMine, onTheirs }: NoteConflictProps) {
  const styles = useStyles();
  const words = useWords();
  const format = useFormat();
  const who = formattedValue(theirs, { name: "modifiedby", type: "Lookup" }) ?? words("form.conflict.somebody");
  const when = typeof theirs.modifiedon === "string" ? format.relative(theirs.modifiedon) : "";
  const text = [theirs.subject, theirs.notetext, theirs.filename].filter(
    (part) => typeof part === "string" && part !== "",
  );
  return (
    <MessageBar intent="warning" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{words("timeline.note.conflict", { who, when })}</MessageBarTitle>
        <span className={styles.theirs}>{text.join("\n") || words("form.empty")}</span>
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={onMine}>
          {words("timeline.note.keepMine")}
        </Button>
        <Button size="small" onClick={onTheirs}>
          {words("timeline.note.takeTheirs")}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
