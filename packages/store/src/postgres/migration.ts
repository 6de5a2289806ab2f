/** One step of the database's own tables, never changed after it was released. */
export interface Migration {
  /** Counts from 1 without gaps. */
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  /** Rows of a table that may be large, written anew after `sql`, and told of meanwhile. */
  readonly rewrite?: Rewrite;
  /** What can only follow when they are. */
  readonly afterwards?: string;
}

/** SQL texts. */
export interface Rewrite {
  readonly table: string;
  /** A bigint column with an index, whose values lie close together. */
  readonly key: string;
  readonly set: string;
  readonly where: string;
}
