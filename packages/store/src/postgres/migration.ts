/** One step of the database's own tables, never changed after it was released. */
export interface Migration {
  /** Counts from 1 without gaps. */
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}
