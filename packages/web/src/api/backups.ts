import { queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";

/** When backups are made by themselves, where they go, how many are kept. */
export interface BackupSettings {
  readonly enabled: boolean;
  readonly frequency: "daily" | "weekly";
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly timeZone: string;
  readonly keep: number;
  /** Empty: `backups` in the server's data folder. */
  readonly folder: string;
}

export interface Backup {
  readonly id: string;
  readonly state: "waiting" | "running" | "done" | "failed";
  readonly scheduled: boolean;
  readonly requestedAt: string;
  readonly finishedAt: string | null;
  /** Name of the file; null before it has one. */
  readonly name: string | null;
  readonly path: string | null;
  readonly host: string | null;
  /** Of the work, from 0 to 1. */
  readonly share: number;
  readonly size: number | null;
  /** The file is there to be fetched. */
  readonly available: boolean;
  /** Why it failed, in words. */
  readonly problem: string | null;
}

interface BackupState {
  readonly settings: BackupSettings;
  /** When the next one is due by the clock. */
  readonly next: string | null;
  /** The newest first. */
  readonly backups: readonly Backup[];
}

export function isUnderWay({ state }: Backup): boolean {
  return state === "waiting" || state === "running";
}

/** The one that came to an end last; undefined when none has. */
export function lastEnded(backups: readonly Backup[]): Backup | undefined {
  return backups.find((backup) => !isUnderWay(backup));
}

/** Administrators only; asks every second while one is being made. */
export const backupsQuery = queryOptions({
  queryKey: ["backups"],
  queryFn: ({ signal }) => api<BackupState>("/backups", { signal }),
  refetchInterval: (query) => (query.state.data?.backups.some(isUnderWay) ? 1_000 : 60_000),
});

export function saveBackupSettings(settings: BackupSettings): Promise<BackupSettings> {
  return api("/backups/settings", { method: "PUT", body: settings });
}

export function backUpNow(): Promise<{ id: string }> {
  return api("/backups", { method: "POST" });
}

export function backupFile({ id }: Backup): string {
  return `/backups/${id}/file`;
}
