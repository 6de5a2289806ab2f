import {
  ArrowClockwise20Regular,
  ArrowUndo20Regular,
  CheckmarkCircle20Regular,
  Delete20Regular,
  DismissCircle20Regular,
  type FluentIcon,
  PersonArrowRight20Regular,
  PersonProhibited20Regular,
  Save20Regular,
  SaveArrowRight20Regular,
  Trophy20Regular,
} from "@fluentui/react-icons";
import type { Table } from "@leadwright/schema";
import type { ApiRecord } from "../api/records.ts";
import type { Right } from "../api/session.ts";
import type { MessageId } from "../language/load.ts";

/** What a command does or opens; a state is what it takes the record to. */
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
  readonly label: MessageId;
  readonly icon: FluentIcon;
  readonly action: CommandAction;
  /** What one most likely came to do; at most one of a record's commands. */
  readonly primary?: boolean;
}

const save: Command = { label: "action.save", icon: Save20Regular, action: "save" };
const saveAndClose: Command = { label: "form.saveAndClose", icon: SaveArrowRight20Regular, action: "saveAndClose" };
const assign: Command = { label: "command.assign", icon: PersonArrowRight20Regular, action: "assign" };
const remove: Command = { label: "command.delete", icon: Delete20Regular, action: "delete" };
const refresh: Command = { label: "command.refresh", icon: ArrowClockwise20Regular, action: "refresh" };

interface Situation {
  readonly table: Table;
  /** Absent: a new record. */
  readonly record?: ApiRecord;
  readonly readOnly: boolean;
  readonly may: (right: Right, table: string) => boolean;
}

/** The commands of a record in its state, of those the user may use; what matters most comes first. */
export function commandsOf({ table, record, readOnly, may }: Situation): readonly Command[] {
  if (!record) return readOnly ? [] : [{ ...save, primary: true }, saveAndClose];
  const state = may("write", table.name) ? stateCommands(table, record.statecode, may) : [];
  const owned = table.ownership === "user" && may("assign", table.name);
  return [
    ...state,
    ...(readOnly ? [] : [save, saveAndClose]),
    ...(owned ? [assign] : []),
    ...(may("delete", table.name) ? [remove] : []),
    refresh,
  ];
}

/** Ways out of the state that the record is in. */
function stateCommands(table: Table, state: unknown, may: Situation["may"]): readonly Command[] {
  if (table.activity) return activityCommands(table, state);
  const reopen = (label: MessageId): Command => ({
    label,
    icon: ArrowUndo20Regular,
    action: { statecode: 0 },
    primary: true,
  });
  switch (table.name) {
    case "lead":
      if (state !== 0) return [reopen("command.reactivate")];
      return [
        ...(["account", "contact", "opportunity"].some((name) => may("create", name)) ? [qualify] : []),
        { label: "command.disqualify", icon: PersonProhibited20Regular, action: "disqualify" },
      ];
    case "opportunity":
      if (state !== 0) return [reopen("command.reopen")];
      return [
        { label: "form.win", icon: Trophy20Regular, action: "win", primary: true },
        { label: "form.lose", icon: DismissCircle20Regular, action: "lose" },
      ];
    case "account":
    case "contact":
      if (state !== 0) return [reopen("command.activate")];
      return [{ label: "command.deactivate", icon: DismissCircle20Regular, action: { statecode: 1 } }];
    default:
      return [];
  }
}

const qualify: Command = { label: "command.qualify", icon: CheckmarkCircle20Regular, action: "qualify", primary: true };

function activityCommands(table: Table, state: unknown): readonly Command[] {
  if (state === 0 || state === 3)
    return [
      { label: "command.complete", icon: CheckmarkCircle20Regular, action: { statecode: 1 }, primary: true },
      { label: "form.cancelActivity", icon: DismissCircle20Regular, action: { statecode: 2 } },
    ];
  // A mail that was sent stays sent.
  const final = table.name === "email" && state === 1;
  return final ? [] : [{ label: "command.reopen", icon: ArrowUndo20Regular, action: { statecode: 0 } }];
}
