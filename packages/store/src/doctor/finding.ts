import { errorText } from "../postgres/system-errors.ts";

/** ok: as it should be. warning: works, but somebody should look. problem: does not work, or will not for long. */
type Level = "ok" | "warning" | "problem";

/** What one check found, in words. */
export interface Finding {
  readonly check: string;
  readonly level: Level;
  readonly says: string;
  /** What to do about it. */
  readonly advice?: string;
}

/** What a check answers; its name is added where it is run. */
export type Answer = Omit<Finding, "check">;

export interface Check<Subject> {
  readonly name: string;
  /** Changes nothing. Undefined: there is nothing to say here. What it throws becomes a finding. */
  look(subject: Subject): Promise<Answer | undefined>;
}

export const fine = (says: string): Answer => ({ level: "ok", says });
export const warning = (says: string, advice: string): Answer => ({ level: "warning", says, advice });
export const problem = (says: string, advice?: string): Answer => ({
  level: "problem",
  says,
  ...(advice === undefined ? {} : { advice }),
});

/** Runs the checks one after the other; one that fails is a finding like any other. */
export async function runChecks<Subject>(checks: readonly Check<Subject>[], subject: Subject): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { name, look } of checks) {
    const answer = await look(subject).catch((error: unknown) =>
      errorText(error).includes("statement timeout")
        ? warning("Not looked at: it takes too long on so much data.", "Look again when less is going on.")
        : problem(
            `This could not be looked at: ${errorText(error)}`,
            "Mend what the other findings say and look again.",
          ),
    );
    if (answer) findings.push({ check: name, ...answer });
  }
  return findings;
}

/** 12,345,678 bytes as 12 MB. */
export function megabytes(bytes: number): string {
  return bytes >= 10_000_000_000 ? `${Math.round(bytes / 1e9)} GB` : `${Math.round(bytes / 1e6)} MB`;
}
