import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Spinner,
  Toolbar,
} from "@fluentui/react-components";
import { MoreHorizontal20Regular } from "@fluentui/react-icons";
import type { Table } from "@leadwright/schema";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { ApiRecord } from "../api/records.ts";
import { useMay } from "../api/session.ts";
import { recordId, recordName } from "../api/values.ts";
import { AssignDialog } from "../commands/assign-dialog.tsx";
import { DisqualifyDialog } from "../commands/disqualify-dialog.tsx";
import type { RunItem } from "../commands/run-provider.tsx";
import { useDelete } from "../commands/use-delete.tsx";
import { useSetState } from "../commands/use-set-state.ts";
import { useWords } from "../language/use-words.ts";
import { QualifyPane } from "../qualify/qualify-pane.tsx";
import { listPathOf } from "../shell/places.ts";
import { phone, useMedia } from "../theme/media.ts";
import { ReactivateDialog } from "../undo/reactivate-dialog.tsx";
import { CloseOpportunityDialog, lostState, wonState } from "./close-opportunity-dialog.tsx";
import { type Command, type CommandAction, commandsOf } from "./commands-of.ts";
import { useFormScope } from "./form-context.ts";
import type { RecordForm } from "./use-record-form.ts";

const useStyles = makeStyles({
  bar: {
    padding: "4px 24px 8px",
    gap: "4px",
    flexWrap: "wrap",
    "@media (max-width: 639px)": { padding: "4px 12px 8px" },
  },
});

interface RecordCommandsProps {
  readonly recordForm: RecordForm;
  readonly record?: ApiRecord;
  readonly readOnly: boolean;
  /** True when it is saved. */
  readonly onSave: (then: "stay" | "close") => Promise<boolean>;
}

type Opened = "reactivate" | "assign" | "disqualify" | "qualify" | "win" | "lose";

/** The bar of commands of the record on the page; on a phone all but the first and Save are in a menu. */
export function RecordCommands({ recordForm, record, readOnly, onSave }: RecordCommandsProps) {
  const styles = useStyles();
  const words = useWords();
  const may = useMay();
  const client = useQueryClient();
  const isPhone = useMedia(phone);
  const { table, self } = useFormScope();
  const [opened, setOpened] = useState<Opened>();
  const navigate = useNavigate();
  const changeState = useStateChange(recordForm, record);
  const { remove, dialog } = useDelete(table, () => {
    recordForm.discard();
    return navigate({ to: "/$list", params: { list: listPathOf(table) } });
  });
  const commands = commandsOf({ table, readOnly, may, ...(record && { record }) });
  const shown = isPhone ? commands.filter((command, place) => place === 0 || command.action === "save") : commands;
  const rest = commands.filter((command) => !shown.includes(command));

  const run = async (action: CommandAction) => {
    // What qualifying made may be taken back with it.
    const wasQualified = table.name === "lead" && record?.statecode === 1;
    if (typeof action === "object") return wasQualified ? setOpened("reactivate") : changeState(action);
    if (action === "save") return onSave("stay");
    if (action === "saveAndClose") return onSave("close");
    if (action === "refresh") return client.invalidateQueries({ queryKey: ["records"] });
    if (action === "delete") return record && remove([itemOf(table, record)]);
    // What closes the record or gives it away works on what is stored; qualifying saves by itself.
    if (action === "qualify" || !recordForm.isDirty() || (await onSave("stay"))) setOpened(action);
  };
  const close = () => setOpened(undefined);
  return (
    <>
      <Toolbar className={styles.bar} aria-label={words("command.bar")}>
        {shown.map((command) => (
          <CommandButton
            key={command.label}
            command={command}
            isSaving={recordForm.isSaving}
            onRun={(action) => void run(action)}
          />
        ))}
        {rest.length > 0 && (
          <Menu>
            <MenuTrigger disableButtonEnhancement>
              <Button appearance="subtle" icon={<MoreHorizontal20Regular />} aria-label={words("action.more")} />
            </MenuTrigger>
            <MenuPopover>
              <MenuList>
                {rest.map(({ label, icon: Icon, action }) => (
                  <MenuItem key={label} icon={<Icon />} onClick={() => void run(action)}>
                    {words(label)}
                  </MenuItem>
                ))}
              </MenuList>
            </MenuPopover>
          </Menu>
        )}
      </Toolbar>
      {dialog}
      {record && self && (
        <Dialogs
          opened={opened}
          record={record}
          recordForm={recordForm}
          onClose={close}
          onState={(values) => {
            close();
            void changeState(values);
          }}
        />
      )}
    </>
  );
}

interface CommandButtonProps {
  readonly command: Command;
  readonly isSaving: boolean;
  readonly onRun: (action: CommandAction) => void;
}

function CommandButton({ command, isSaving, onRun }: CommandButtonProps) {
  const words = useWords();
  const { icon: Icon, action } = command;
  const busy = isSaving && action === "save";
  return (
    <Button
      appearance={command.primary ? "primary" : "subtle"}
      icon={busy ? <Spinner size="tiny" /> : <Icon />}
      disabledFocusable={isSaving && typeof action === "string" && action.startsWith("save")}
      onClick={() => onRun(action)}
    >
      {words(command.label)}
    </Button>
  );
}

interface DialogsProps {
  readonly opened: Opened | undefined;
  readonly record: ApiRecord;
  readonly recordForm: RecordForm;
  readonly onClose: () => void;
  readonly onState: (values: Record<string, unknown>) => void;
}

function Dialogs({ opened, record, recordForm, onClose, onState }: DialogsProps) {
  const { table, self } = useFormScope();
  const items = [itemOf(table, record)];
  switch (opened) {
    case "assign":
      return <AssignDialog table={table} items={items} onClose={onClose} />;
    case "disqualify":
      return <DisqualifyDialog table={table} items={items} onClose={onClose} />;
    case "qualify":
      return <QualifyPane table={table} record={record} recordForm={recordForm} onClose={onClose} />;
    case "reactivate":
      return self ? (
        <ReactivateDialog table={table} id={self.id} onClose={onClose} onPlain={() => onState({ statecode: 0 })} />
      ) : null;
    case "win":
    case "lose":
      return (
        <CloseOpportunityDialog
          table={table}
          record={record}
          state={opened === "win" ? wonState : lostState}
          onCancel={onClose}
          onConfirm={onState}
        />
      );
    default:
      return null;
  }
}

function itemOf(table: Table, record: ApiRecord): RunItem {
  return { id: recordId(table, record), name: recordName(table, record), seen: record };
}

/** Takes the record to another state; what is typed is saved first, and a failure leaves everything as it was. */
function useStateChange(recordForm: RecordForm, record: ApiRecord | undefined) {
  const words = useWords();
  const { table } = useFormScope();
  const setState = useSetState(table);
  return async (values: Record<string, unknown>) => {
    const current = recordForm.isDirty() ? await recordForm.save() : record;
    if (current) await setState([itemOf(table, current)], { values, doneText: () => words("form.saved") });
  };
}
