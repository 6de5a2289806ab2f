import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowUndo16Regular } from "@fluentui/react-icons";
import { useSession } from "../api/session.ts";
import { useFormat } from "../language/use-format.ts";
import { useWords } from "../language/use-words.ts";
import { useUndo } from "../undo/undo-provider.tsx";
import type { HistoryEntry } from "./read-history.ts";

const useStyles = makeStyles({
  line: { display: "flex", flexWrap: "wrap", gap: "4px", marginTop: "4px", marginLeft: "-8px" },
  undone: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** Takes a change back, here or wherever its operation touched something; or says who has done so. */
export function EntryUndo({ entry, id }: { entry: HistoryEntry; id: string }) {
  const styles = useStyles();
  const words = useWords();
  const format = useFormat();
  const undo = useUndo();
  const { user } = useSession();
  const { undone, records, operationId } = entry;
  if (undone) {
    const when = undone.at === "" ? "" : format.moment(undone.at);
    return <div className={styles.undone}>{words("history.undone", { who: undone.who, when })}</div>;
  }
  const mayUndo = entry.userId === user.id || user.administrator;
  if (operationId === "" || !mayUndo) return null;
  const button = (label: string, action: () => void) => (
    <Button size="small" appearance="subtle" icon={<ArrowUndo16Regular />} onClick={action}>
      {label}
    </Button>
  );
  return (
    <div className={styles.line}>
      {button(words(records > 1 ? "history.undoHere" : "history.undo"), () => undo(operationId, { target: id }))}
      {records > 1 && button(words("history.undoAll", { count: records }), () => undo(operationId))}
    </div>
  );
}
