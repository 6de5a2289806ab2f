import { expect, test } from "vitest";
import { type BackupTimes, lastDue, nextDue } from "./due-time.ts";

const daily = (hour: number, timeZone: string): BackupTimes => ({ frequency: "daily", weekday: 0, hour, timeZone });

test.each([
  [2, "Europe/Warsaw", "2026-11-25T12:00:00Z", "2026-11-25T01:00:00.000Z", "2026-11-26T01:00:00.000Z"],
  [2, "Europe/Warsaw", "2026-11-25T00:59:59Z", "2026-11-24T01:00:00.000Z", "2026-11-25T01:00:00.000Z"],
  [2, "Europe/Warsaw", "2026-11-25T01:00:00Z", "2026-11-25T01:00:00.000Z", "2026-11-26T01:00:00.000Z"],
  // Summer time begins at 2:00, which becomes 3:00.
  [2, "Europe/Warsaw", "2026-03-29T12:00:00Z", "2026-03-29T01:00:00.000Z", "2026-03-30T00:00:00.000Z"],
  // It ends at 3:00, which becomes 2:00: the hour comes twice, the backup once.
  [2, "Europe/Warsaw", "2026-10-25T12:00:00Z", "2026-10-25T01:00:00.000Z", "2026-10-26T01:00:00.000Z"],
  [0, "Asia/Ho_Chi_Minh", "2026-11-24T17:30:00Z", "2026-11-24T17:00:00.000Z", "2026-11-25T17:00:00.000Z"],
  [23, "Pacific/Kiritimati", "2026-11-25T09:30:00Z", "2026-11-25T09:00:00.000Z", "2026-11-26T09:00:00.000Z"],
  [5, "Asia/Kathmandu", "2026-11-25T00:00:00Z", "2026-11-24T23:15:00.000Z", "2026-11-25T23:15:00.000Z"],
])("daily at %i in %s, at %s", (hour, zone, now, last, next) => {
  expect(lastDue(daily(hour, zone), new Date(now)).toISOString()).toBe(last);
  expect(nextDue(daily(hour, zone), new Date(now)).toISOString()).toBe(next);
});

test("weekly on its day", () => {
  const times: BackupTimes = { frequency: "weekly", weekday: 1, hour: 3, timeZone: "UTC" };
  const now = new Date("2026-11-25T12:00:00Z");
  expect(lastDue(times, now).toISOString()).toBe("2026-11-23T03:00:00.000Z");
  expect(nextDue(times, now).toISOString()).toBe("2026-11-30T03:00:00.000Z");
});
