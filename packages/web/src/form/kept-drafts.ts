import type { Drafts } from "./drafts.ts";

const prefix = "leadwright.unsaved.";

/**
 * Keeps what was typed while the sign-in page stands in the form's place, because the session ended. In this browser tab only, and
 * until it is taken back.
 */
export function keepDrafts(form: string, drafts: Drafts): void {
  try {
    sessionStorage.setItem(prefix + form, JSON.stringify(drafts));
  } catch {
    // A full or forbidden storage keeps nothing; the user is told that the record was not saved either way.
  }
}

/** What was kept for the form, once. */
export function takeDrafts(form: string): Drafts | undefined {
  const kept = sessionStorage.getItem(prefix + form);
  sessionStorage.removeItem(prefix + form);
  return kept === null ? undefined : (JSON.parse(kept) as Drafts);
}
