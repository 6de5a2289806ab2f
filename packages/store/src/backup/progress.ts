import { fullName, type Snapshot, type SnapshotPart } from "./snapshot.ts";

export interface Progress {
  /** What is being read now, such as `crm.lead`. */
  readonly table: string;
  /** Of the whole, from 0 to 1; by an estimate, so it may stand still shortly before the end. */
  readonly share: number;
}

export interface Watch {
  readonly progress?: ((progress: Progress) => void) | undefined;
  /** Ends the reading with its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** The same snapshot, telling from time to time how far it has been read, and ending when it is asked to. */
export function watched(snapshot: Snapshot, watch: Watch): Snapshot {
  return { header: snapshot.header, parts: tellOf(snapshot, watch) };
}

/** Milliseconds between two reports. */
const pause = 200;

async function* tellOf({ header, parts }: Snapshot, { progress, signal }: Watch): AsyncGenerator<SnapshotPart> {
  let table = "";
  let bytes = 0;
  let told = 0;
  for await (const part of parts) {
    signal?.throwIfAborted();
    yield part;
    if (part.kind === "table") table = fullName(header.tables[part.table] ?? { schema: "", name: "" });
    if (part.kind === "data") bytes += part.bytes.length;
    if (progress === undefined || Date.now() - told < pause) continue;
    told = Date.now();
    progress({ table, share: header.estimate === 0 ? 1 : Math.min(0.99, bytes / header.estimate) });
  }
}
