import { isAbsolute } from "node:path";
import { AppError } from "@leadwright/schema";
import type { Caller, Store } from "@leadwright/store";
import { z } from "zod";

const zone = z.string().max(100).refine(isTimeZone, "There is no such time zone");
const stored = z.object({
  enabled: z.boolean(),
  frequency: z.enum(["daily", "weekly"]),
  weekday: z.int().min(0).max(6),
  hour: z.int().min(0).max(23),
  timeZone: zone,
  keep: z.int().min(1).max(365),
  /** Empty: `backups` in the data folder. */
  folder: z.string().trim().max(1000).refine(hasNoControls, "A folder's name has no control characters"),
});

/** When backups are made by themselves, where they go and how many are kept. */
export type BackupSettings = z.infer<typeof stored>;

const key = "backup";
const standard: BackupSettings = {
  enabled: false,
  frequency: "daily",
  weekday: 0,
  hour: 2,
  timeZone: "UTC",
  keep: 7,
  folder: "",
};

/** As they were saved; before that off, in the time zone given. */
export async function readBackupSettings(store: Pick<Store, "sql">, timeZone = "UTC"): Promise<BackupSettings> {
  const [row] = await store.sql<{ value: unknown }>("select value from app.setting where key = $1", [key]);
  const found = stored.safeParse(row?.value);
  return found.success ? found.data : { ...standard, timeZone };
}

/** Throws privilegeDenied, invalidArgument (by zod), backupFolderRelative. */
export async function saveBackupSettings(store: Store, caller: Caller, input: unknown): Promise<BackupSettings> {
  requireAdministrator(caller);
  const settings = stored.parse(input);
  if (settings.folder !== "" && !isAbsolute(settings.folder)) throw new AppError("backupFolderRelative");
  await store.sql(
    "insert into app.setting (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value",
    [key, JSON.stringify(settings)],
  );
  return settings;
}

/** A backup holds what nobody else may see, so backups are theirs alone. Throws privilegeDenied. */
export function requireAdministrator({ principal }: Caller): void {
  if (principal.administrator) return;
  throw new AppError("privilegeDenied", { user: principal.userId, privilege: "Backup", table: "organization" });
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function hasNoControls(text: string): boolean {
  return [...text].every((character) => (character.codePointAt(0) ?? 0) >= 32);
}
