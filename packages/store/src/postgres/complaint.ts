/** What PostgreSQL's programs say when they fail, without the lines around it that mean nothing to people. */

/** The last complaint in the output, without time and process; else its last line. */
export function complaintOf(output: string): string {
  const lines = output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  // A postmaster that gives up says why first, and then that it gives up.
  const complaints = lines.filter(
    (line) => complaint.test(line) && !/startup process .* exited|aborting startup/.test(line),
  );
  const last = complaints.at(-1) ?? lines.at(-1) ?? "no reason was given";
  return last.replace(/^.*?\b(?:FATAL|PANIC|ERROR|error|fatal):\s*/, "").slice(0, 300);
}

const complaint = /\b(FATAL|PANIC|ERROR|error|fatal):/;

export function isDiskFull(output: string): boolean {
  return /No space left on device|Disk quota exceeded/i.test(output);
}

export function isForbidden(output: string): boolean {
  return /Permission denied|Operation not permitted|Read-only file system/i.test(output);
}

/** What to do about files that are damaged. */
export const onDamage = "Restore a backup into a new data folder; keep this one for somebody who can repair it.";
