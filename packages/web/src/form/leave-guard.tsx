import { Button } from "@fluentui/react-components";
import { useBlocker } from "@tanstack/react-router";
import { useState } from "react";
import { useWords } from "../language/use-words.ts";
import { DialogFrame } from "../shell/dialog-frame.tsx";
import type { UnsavedParts } from "./unsaved.ts";

/** Asks before the page is left with something unsaved: save, discard or stay. Closing the browser's tab asks in its own words. */
export function LeaveGuard({ parts }: { parts: UnsavedParts }) {
  const words = useWords();
  const [saving, setSaving] = useState(false);
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && parts.anyDirty(),
    enableBeforeUnload: () => parts.anyDirty(),
    withResolver: true,
  });
  if (status !== "blocked") return null;

  const save = async () => {
    setSaving(true);
    try {
      if (await parts.saveAll()) proceed();
      else reset();
    } finally {
      setSaving(false);
    }
  };
  return (
    <DialogFrame
      title={words("form.leave.title")}
      isAlert
      onClose={reset}
      wideActions
      actions={
        <>
          <Button onClick={reset} disabled={saving}>
            {words("form.leave.stay")}
          </Button>
          <Button onClick={proceed} disabled={saving}>
            {words("form.leave.discard")}
          </Button>
          <Button appearance="primary" onClick={() => void save()} disabledFocusable={saving}>
            {words("action.save")}
          </Button>
        </>
      }
    >
      {words("form.leave.text")}
    </DialogFrame>
  );
}
