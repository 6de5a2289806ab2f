/** The queues, and how a job gets into one inside the transaction that calls for it. */
import type pg from "pg";
import type { Log } from "../postgres/log.ts";
import { createBoss } from "./boss.ts";

export interface Queue {
  /** Jobs fetched at once by a worker; each still ends on its own. */
  readonly batchSize: number;
  /** Tries after the first. */
  readonly retryLimit: number;
  /** Seconds before the first retry; each later one waits twice as long. */
  readonly retryDelay: number;
  /** Seconds; the longest wait between tries. */
  readonly retryDelayMax: number;
  /** Seconds that one run may take. */
  readonly expireInSeconds: number;
  /** Seconds without a sign of life from the worker after which another takes the job over. */
  readonly heartbeatSeconds: number;
  /** Seconds that a finished job is kept. */
  readonly deleteAfterSeconds: number;
}

/** Where jobs go whose tries are used up, for an administrator to see. */
const deadLetterQueue = "dead-letter";

const queues = {
  /** What follows a change of a record; short and many. */
  "record-changed": {
    batchSize: 50,
    retryLimit: 5,
    retryDelay: 5,
    retryDelayMax: 600,
    expireInSeconds: 600,
    heartbeatSeconds: 60,
    deleteAfterSeconds: 3_600,
  },
  /** A file of up to a million rows; a run goes on where the last one stopped. */
  import: {
    batchSize: 1,
    // What the file is to blame for ends the job; what remains is a database that is away, and that may be long.
    retryLimit: 20,
    retryDelay: 2,
    retryDelayMax: 60,
    expireInSeconds: 86_400,
    heartbeatSeconds: 30,
    deleteAfterSeconds: 604_800,
  },
  /** Operations of up to a million changes taken back; a run goes on where the last one stopped. */
  undo: {
    batchSize: 1,
    retryLimit: 20,
    retryDelay: 2,
    retryDelayMax: 60,
    expireInSeconds: 86_400,
    heartbeatSeconds: 30,
    deleteAfterSeconds: 604_800,
  },
  /** A file with everything in it; another try writes it anew. */
  backup: {
    batchSize: 1,
    // Only for crashes and a database that was away: what else fails waits for its next time.
    retryLimit: 20,
    retryDelay: 5,
    retryDelayMax: 60,
    expireInSeconds: 86_400,
    heartbeatSeconds: 60,
    deleteAfterSeconds: 86_400,
  },
  /** The records of a demo organisation; a run goes on where the last one stopped. */
  demo: {
    batchSize: 1,
    retryLimit: 5,
    retryDelay: 2,
    retryDelayMax: 60,
    expireInSeconds: 86_400,
    heartbeatSeconds: 30,
    deleteAfterSeconds: 3_600,
  },
} as const satisfies Record<string, Queue>;

type QueueName = keyof typeof queues;

/** Throws for a name that is no queue: a defect of the caller. */
export function queueNamed(name: string): Queue {
  const queue: Queue | undefined = Object.hasOwn(queues, name) ? queues[name as QueueName] : undefined;
  if (queue === undefined) {
    throw new Error(`There is no queue ${name}`);
  }
  return queue;
}

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Seconds that a job nobody takes waits before it is given up: two weeks. */
const keepSeconds = 1_209_600;

/**
 * One `insert` that puts a job into a queue, alone or as a part of a larger statement (`with job as (<text>)`); the job
 * exists exactly when the transaction commits. Its parameter has the number `firstParameter`.
 */
export function enqueueStatement(name: string, data: object, firstParameter = 1): Statement {
  const queue = queueNamed(name);
  return {
    text: `insert into pgboss.job_common (name, data, policy, retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds, heartbeat_seconds, deletion_seconds, keep_until, dead_letter) values ('${name}', $${firstParameter}::jsonb, 'standard', ${queue.retryLimit}, ${queue.retryDelay}, true, ${queue.retryDelayMax}, ${queue.expireInSeconds}, ${queue.heartbeatSeconds}, ${queue.deleteAfterSeconds}, now() + interval '${keepSeconds} seconds', '${deadLetterQueue}')`,
    values: [JSON.stringify(data)],
  };
}

/** Data of the jobs of a queue that wait, run, or will be tried again. */
export async function unfinishedJobs<Data extends object>(pool: pg.Pool, name: string): Promise<readonly Data[]> {
  const { rows } = await pool.query<{ data: Data }>(
    "select data from pgboss.job_common where name = $1 and state in ('created', 'retry', 'active')",
    [name],
  );
  return rows.map(({ data }) => data);
}

/** Makes or updates the job tables and the queues; does nothing the second time. Several processes may call it at once. */
export async function setUpJobs(pool: pg.Pool, log: Log): Promise<void> {
  const boss = createBoss(pool, log, { supervise: false, migrate: true });
  await boss.start();
  try {
    await boss.createQueue(deadLetterQueue, { deleteAfterSeconds: keepSeconds });
    for (const [name, { batchSize: _, ...options }] of Object.entries(queues)) {
      const settings = { ...options, retryBackoff: true, retentionSeconds: keepSeconds, deadLetter: deadLetterQueue };
      await boss.createQueue(name, settings);
      await boss.updateQueue(name, settings);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}
