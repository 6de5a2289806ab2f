import { Button } from "@fluentui/react-components";
import { ArrowUndo20Regular } from "@fluentui/react-icons";
import { useWords } from "../language/use-words.ts";
import { undoImport } from "./import-api.ts";
import { type ImportSummary, isUndoable } from "./types.ts";
import { useImportAction } from "./use-import-action.ts";

/** Takes an import back; nothing where there is nothing to take back. `small`: beside others in a list. */
export function UndoImportButton({ summary, small = false }: { summary: ImportSummary; small?: boolean }) {
  const words = useWords();
  const undo = useImportAction(words("import.notUndone"));
  if (!isUndoable(summary)) return null;
  return (
    <Button
      {...(small && { size: "small", "aria-label": words("import.undoName", { name: summary.name }) })}
      icon={<ArrowUndo20Regular />}
      disabledFocusable={undo.isRunning}
      onClick={() => void undo.run(() => undoImport(summary.id))}
    >
      {words(small ? "action.undo" : "import.undo")}
    </Button>
  );
}
