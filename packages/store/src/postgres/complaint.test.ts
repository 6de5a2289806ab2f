import { expect, it } from "vitest";
import { complaintOf } from "./complaint.ts";

it.each([
  [
    `The files belonging to this database system will be owned by user "nobody".\n\ninitdb: error: could not create directory "/x/pg_wal": Permission denied\ninitdb: removing contents of data directory "/x"\n`,
    'could not create directory "/x/pg_wal": Permission denied',
  ],
  [
    `2026-11-25 19:51:09.061 UTC [66] LOG:  starting PostgreSQL 18.4\n2026-11-25 19:51:09.1 UTC [67] FATAL:  could not open file "global/pg_control": No such file\n2026-11-25 19:51:09.2 UTC [66] LOG:  startup process (PID 67) exited with exit code 1\n`,
    'could not open file "global/pg_control": No such file',
  ],
  ["sh: 1: postgres: not found\n", "sh: 1: postgres: not found"],
  ["", "no reason was given"],
])("finds the one line that says why", (output, complaint) => {
  expect(complaintOf(output)).toBe(complaint);
});
