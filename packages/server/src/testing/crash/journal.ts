/** What the clients were told, and what they asked for and were not told. */
type Message = "create" | "update" | "delete";
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

export interface Change {
  readonly table: string;
  readonly id: string;
  readonly message: Message;
  /** The record afterwards, the columns we know; undefined: it is gone. */
  readonly after: Facts | undefined;
}

/** Changes of one request: all of them come true, or none. */
export interface Request {
  readonly what: string;
  readonly changes: readonly Change[];
}

export interface Known {
  readonly table: string;
  facts: Facts | undefined;
  /** Audit entries that the record must have. */
  entries: number;
}

export class Journal {
  /** By record id. */
  readonly records = new Map<string, Known>();
  /** Requests without an answer: nobody knows yet what became of them. */
  readonly unanswered: Request[] = [];
  /** Confirmed since the last check. */
  readonly fresh: Change[] = [];
  confirmed = 0;

  confirm({ changes }: Request): void {
    for (const change of changes) {
      const known = this.records.get(change.id);
      this.records.set(change.id, {
        table: change.table,
        facts: change.after && { ...known?.facts, ...change.after },
        entries: (known?.entries ?? 0) + 1,
      });
      this.fresh.push(change);
    }
    this.confirmed++;
  }
}
