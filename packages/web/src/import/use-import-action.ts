import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { recordsChanged } from "../api/records.ts";
import { useToasts } from "../shell/toasts.tsx";

/** Does something with an import, once at a time, and reads again how it stands; `failed` heads the message when it fails. */
export function useImportAction(failed: string) {
  const client = useQueryClient();
  const toasts = useToasts();
  const [isRunning, setRunning] = useState(false);
  const run = async (action: () => Promise<void>) => {
    if (isRunning) return;
    setRunning(true);
    try {
      await action();
    } catch (error) {
      toasts.failed(error, failed);
    } finally {
      // It may have ended meanwhile, which is why the action failed.
      await recordsChanged(client, "importfiles");
      setRunning(false);
    }
  };
  return { isRunning, run };
}
