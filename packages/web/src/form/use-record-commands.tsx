import {
  ArrowClockwise20Regular,
  ArrowUndo20Regular,
  CheckmarkCircle20Regular,
  Delete20Regular,
  DismissCircle20Regular,
  PersonArrowRight20Regular,
  PersonProhibited20Regular,
  Save20Regular,
  SaveArrowRight20Regular,
  TrophyLock20Regular,
} from "@fluentui/react-icons";
import type { FluentIcon } from "@fluentui/react-icons";
import type { Table } from "@leadwright/schema";
import type { ApiRecord } from "../api/records.ts";
import { useMay } from "../api/session.ts";
import { useWords } from "../language/use-words.ts";
import { isClosed } from "./closed-state.ts";

/** What a command opens, or the state that it takes the record to. */
export type CommandAction =
  | "save"
  | "saveAndClose"
  | "refresh"
  | "assign"
  | "delete"
  | "qualify"
  | "disqualify"
  | "win"
  | "lose"
  | { readonly statecode: number };

export interface Command {
  readonly key: string;
  readonly label: string;
  readonly icon: FluentIcon;
  readonly action: CommandAction;
  /** What one most likely came to do. */
  readonly primary?: boolean;
}

/** The commands of a record in its state, of those the user may use; the first ones matter most. */
export function useRecordCommands(table: Table, record: ApiRecord | undefined, readOnly: boolean): readonly Command[] {
  const words = useWords();
  const may = useMay();
  const saving: Command[] = [
    { key: "save", label: words("action.save"), icon: Save20Regular, action: "save", primary: !record },
    { key: "saveAndClose", label: words("form.saveAndClose"), icon: SaveArrowRight20Regular, action: "saveAndClose" },
  ];
  if (!record) return readOnly ? [] : saving;
  const writable = may("write", table.name);
  const rest: Command[] = [
    ...(writable ? useStateCommands(table, record, words, may) : []),
    ...(readOnly ? [] : saving),
    ...(may("assign", table.name) && table.ownership === "user"
      ? [{ key: "assign", label: words("command.assign"), icon: PersonArrowRight20Regular, action: "assign" as const }]
      : []),
    ...(may("delete", table.name)
      ? [{ key: "delete", label: words("command.delete"), icon: Delete20Regular, action: "delete" as const }]
      : []),
    { key: "refresh", label: words("command.refresh"), icon: ArrowClockwise20Regular, action: "refresh" },
  ];
  return rest;
}
