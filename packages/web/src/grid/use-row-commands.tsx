import {
  ArrowCounterclockwise20Regular,
  CheckmarkCircle20Regular,
  Delete20Regular,
  DismissCircle20Regular,
  PauseCircle20Regular,
  PersonArrowRight20Regular,
  PlayCircle20Regular,
  Trophy20Regular,
} from "@fluentui/react-icons";
import type { Table } from "@leadwright/schema";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { ApiRecord } from "../api/records.ts";
import { useMay } from "../api/session.ts";
import { recordId, recordName } from "../api/values.ts";
import * as leadState from "../commands/lead-states.ts";
import { useDelete } from "../commands/use-delete.tsx";
import { useSetState } from "../commands/use-set-state.ts";
import { useWords } from "../language/use-words.ts";
import type { Command } from "../shell/command-bar.tsx";

const dialogs = {
  assign: lazy(async () => ({ default: (await import("../commands/assign-dialog.tsx")).AssignDialog })),
  disqualify: lazy(async () => ({ default: (await import("../commands/disqualify-dialog.tsx")).DisqualifyDialog })),
  qualify: lazy(async () => ({ default: (await import("../commands/qualify-dialog.tsx")).QualifyDialog })),
} as const;

/** What can be done with the selected rows, and the dialog that is asking about it, if one is. `onDone`: a command ran. */
export function useRowCommands(
  table: Table,
  rows: readonly ApiRecord[],
  onDone: () => void,
): { commands: Command[]; dialog: ReactNode } {
  const words = useWords();
  const may = useMay();
  const setState = useSetState(table);
  const { remove, dialog: deleting } = useDelete(table, onDone);
  const [asking, setAsking] = useState<keyof typeof dialogs>();

  const items = rows.map((row) => ({ id: recordId(table, row), name: recordName(table, row), seen: row }));
  const all = (state: number) => rows.length > 0 && rows.every((row) => row.statecode === state);
  const none = (state: number) => rows.length > 0 && rows.every((row) => row.statecode !== state);
  const ask = (key: keyof typeof dialogs) => () => setAsking(key);
  const move = (state: number) => () => void setState(items, { values: { statecode: state } }).then(onDone);
  const writes = may("write", table.name);

  const commands: Command[] = [];
  const offer = (when: boolean, command: Command) => when && commands.push(command);
  if (table.name === "lead") {
    offer(writes && all(leadState.open), {
      key: "qualify",
      label: words("command.qualify"),
      icon: Trophy20Regular,
      run: ask("qualify"),
    });
    offer(writes && all(leadState.open), {
      key: "disqualify",
      label: words("command.disqualify"),
      icon: DismissCircle20Regular,
      run: ask("disqualify"),
    });
    offer(writes && none(leadState.open), {
      key: "reactivate",
      label: words("command.reactivate"),
      icon: ArrowCounterclockwise20Regular,
      run: move(leadState.open),
    });
  }
  if (table.name === "opportunity") {
    offer(writes && none(0), {
      key: "reopen",
      label: words("command.reopen"),
      icon: ArrowCounterclockwise20Regular,
      run: move(0),
    });
  }
  if (table.name === "account" || table.name === "contact") {
    offer(writes && all(1), {
      key: "activate",
      label: words("command.activate"),
      icon: PlayCircle20Regular,
      run: move(0),
    });
    offer(writes && all(0), {
      key: "deactivate",
      label: words("command.deactivate"),
      icon: PauseCircle20Regular,
      run: move(1),
    });
  }
  if (table.activity) {
    offer(writes && rows.length > 0 && none(1) && none(2), {
      key: "complete",
      label: words("command.complete"),
      icon: CheckmarkCircle20Regular,
      run: move(1),
    });
  }
  const some = rows.length > 0;
  offer(some && may("assign", table.name), {
    key: "assign",
    label: words("command.assign"),
    icon: PersonArrowRight20Regular,
    run: ask("assign"),
  });
  offer(some && may("delete", table.name), {
    key: "delete",
    label: words("command.delete"),
    icon: Delete20Regular,
    run: () => remove(items),
  });

  const Dialog = asking && dialogs[asking];
  const dialog = (
    <>
      <Suspense>
        {Dialog && <Dialog table={table} items={items} onClose={() => setAsking(undefined)} onDone={onDone} />}
      </Suspense>
      {deleting}
    </>
  );
  return { commands, dialog };
}
