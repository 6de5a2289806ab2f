import type { Recurring, Store } from "@leadwright/store";
import { enqueueBackup } from "./backup-records.ts";
import { readBackupSettings } from "./backup-settings.ts";
import { lastDue } from "./due-time.ts";

/** Puts a backup into the queue whenever the settings say that one is due; none while another waits or runs. */
export function scheduledBackup(store: Store): Recurring {
  return {
    name: "backup",
    async due(now) {
      const settings = await readBackupSettings(store);
      return settings.enabled ? lastDue(settings, now) : undefined;
    },
    async run(work) {
      await enqueueBackup(work);
    },
  };
}
