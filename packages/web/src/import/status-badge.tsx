import { Badge } from "@fluentui/react-components";
import type { MessageId } from "../language/load.ts";
import { useWords } from "../language/use-words.ts";
import { type ImportSummary, importStatus, isRunning } from "./types.ts";

type Colour = "brand" | "success" | "warning" | "danger" | "subtle";

/** How an import stands, in words; colour only helps the eye. */
export function StatusBadge({ summary }: { summary: ImportSummary }) {
  const words = useWords();
  const [id, color] = look(summary);
  return (
    <Badge appearance="tint" color={color} shape="rounded" style={{ whiteSpace: "nowrap" }}>
      {words(id)}
    </Badge>
  );
}

function look(summary: ImportSummary): [MessageId, Colour] {
  if (summary.status === importStatus.failed) return ["import.status.failed", "danger"];
  if (summary.status === importStatus.parsing) return ["import.status.waiting", "brand"];
  if (isRunning(summary)) return ["import.status.running", "brand"];
  if (summary.status === importStatus.completed) {
    return summary.failed > 0 ? ["import.status.partly", "warning"] : ["import.status.done", "success"];
  }
  if (summary.status === importStatus.stopped) return ["import.status.stopped", "warning"];
  if (summary.status === importStatus.undoing) return ["import.status.undoing", "brand"];
  if (summary.status === importStatus.undone) return ["import.status.undone", "subtle"];
  return ["import.status.prepared", "subtle"];
}
