/** Which entries of the journal are to be taken back. */
export interface Part {
  readonly operation: string;
  readonly target: string | undefined;
  readonly without?: readonly string[];
  /** Entries from this one on have been looked at. */
  readonly before: string | undefined;
}
