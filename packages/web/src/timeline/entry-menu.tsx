import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from "@fluentui/react-components";
import {
  ArrowUndo20Regular,
  CheckmarkCircle20Regular,
  Delete20Regular,
  DismissCircle20Regular,
  Edit20Regular,
  MoreHorizontal20Regular,
  Open20Regular,
  PersonArrowRight20Regular,
} from "@fluentui/react-icons";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useRecordsChanged } from "../api/records.ts";
import { useMay } from "../api/session.ts";
import { AssignDialog } from "../commands/assign-dialog.tsx";
import { useDelete } from "../commands/use-delete.tsx";
import { useLabels } from "../language/language-provider.tsx";
import { useWords } from "../language/use-words.ts";
import { recordHref } from "../shell/places.ts";
import { isOpen, type TimelineItem } from "./timeline-item.ts";
import { useActivityState } from "./use-activity-state.ts";

interface EntryMenuProps {
  readonly item: TimelineItem;
  readonly onEdit: () => void;
}

/** What can be done with a note or an activity. */
export function EntryMenu({ item, onEdit }: EntryMenuProps) {
  const words = useWords();
  const labels = useLabels();
  const may = useMay();
  const navigate = useNavigate();
  const changed = useRecordsChanged();
  const [assigning, setAssigning] = useState(false);
  const { table, activity } = item;
  const changeState = useActivityState(table);
  const { remove, dialog } = useDelete(table);
  const href = activity && recordHref(table.name, item.id);
  const name = item.subject || (activity ? labels.table(table) : words("timeline.note"));
  const canWrite = may("write", table.name);
  const items = [{ id: item.id, name, seen: item.row }];
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button
            size="small"
            appearance="subtle"
            icon={<MoreHorizontal20Regular />}
            aria-label={words("timeline.actions", { name })}
          />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {href && (
              <MenuItem icon={<Open20Regular />} onClick={() => void navigate(href)}>
                {words("timeline.open")}
              </MenuItem>
            )}
            {!activity && canWrite && (
              <MenuItem icon={<Edit20Regular />} onClick={onEdit}>
                {words("timeline.edit")}
              </MenuItem>
            )}
            {isOpen(item) && canWrite && (
              <>
                <MenuItem icon={<CheckmarkCircle20Regular />} onClick={() => changeState(item, "completed")}>
                  {words("command.complete")}
                </MenuItem>
                <MenuItem icon={<DismissCircle20Regular />} onClick={() => changeState(item, "cancelled")}>
                  {words("form.cancelActivity")}
                </MenuItem>
              </>
            )}
            {activity && !isOpen(item) && table.name !== "email" && canWrite && (
              <MenuItem icon={<ArrowUndo20Regular />} onClick={() => changeState(item, "open")}>
                {words("command.reopen")}
              </MenuItem>
            )}
            {may("assign", table.name) && (
              <MenuItem icon={<PersonArrowRight20Regular />} onClick={() => setAssigning(true)}>
                {words("command.assign")}
              </MenuItem>
            )}
            {may("delete", table.name) && (
              <MenuItem icon={<Delete20Regular />} onClick={() => remove(items)}>
                {words("command.delete")}
              </MenuItem>
            )}
          </MenuList>
        </MenuPopover>
      </Menu>
      {assigning && (
        <AssignDialog
          table={table}
          items={items}
          onClose={() => setAssigning(false)}
          onDone={() => void changed("activitypointers", "annotations")}
        />
      )}
      {dialog}
    </>
  );
}
