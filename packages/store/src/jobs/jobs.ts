/** Runs jobs: pg-boss in the same database, so that a job exists when its transaction committed and never otherwise. */
import type pg from "pg";
import type { Job, JobResult } from "pg-boss";
import type { Log } from "../postgres/log.ts";
import { errorText } from "../postgres/system-errors.ts";
import type { Jobs } from "../types.ts";
import { createBoss } from "./boss.ts";
import { queueNamed } from "./queues.ts";

export interface JobsOptions {
  readonly log: Log;
  /** No other process works for this database, so what is active now was left by a crash and is done again at once. */
  readonly alone?: boolean;
}

export type OpenJobs = Pick<Jobs, "work" | "stop">;

/** Times that a job may be cut short beyond the tries it has. */
const crashesBorne = 20;

/** Milliseconds that handlers have to come to an end. */
const patience = 3_000;

/**
 * Ready to work; nothing is polled until `work` is called for a queue. `setUpJobs` must have run on the database. A
 * handler that throws is called again later with the same data, so it must bear being repeated.
 */
export async function openJobs(pool: pg.Pool, { log, alone = false }: JobsOptions): Promise<OpenJobs> {
  if (alone) {
    // The interrupted try counts, lest a job that brings the process down does so for ever; but a job may be cut short more
    // often than it may fail, for most crashes are none of its doing.
    await pool.query(
      `update pgboss.job_common set state = 'retry', start_after = now()
       where state = 'active' and retry_count < retry_limit + ${crashesBorne}`,
    );
  }
  const boss = createBoss(pool, log, { supervise: true, migrate: false });
  await boss.start();
  const closing = new AbortController();
  const stopped = Promise.withResolvers<void>();
  const running = new Set<string>();

  async function handBack(ids: readonly string[]): Promise<void> {
    // As if never started: the try does not count, and another worker takes the job at once.
    await pool.query(
      `update pgboss.job_common set state = 'created', started_on = null, heartbeat_on = null
       where id = any($1::uuid[]) and state = 'active'`,
      [ids],
    );
  }

  async function runOne<Data extends object>(
    job: Job<Data>,
    handler: (data: Data, signal: AbortSignal, progressed: () => Promise<void>) => Promise<void>,
  ): Promise<JobResult> {
    const progressed = async () => {
      // The limit rises, the count stays: by its count a try is known when its end is noted.
      await pool.query(
        "update pgboss.job_common set retry_limit = retry_count + $2 where id = $1 and state = 'active'",
        [job.id, queueNamed(job.name).retryLimit],
      );
    };
    try {
      await handler(job.data, AbortSignal.any([job.signal, closing.signal]), progressed);
      return { id: job.id, status: "completed" };
    } catch (error) {
      if (closing.signal.aborted) {
        await handBack([job.id]);
      } else {
        log.error({ err: error, queue: job.name, job: job.id, try: job.retryCount + 1 }, "A background job failed");
      }
      return { id: job.id, status: "failed", output: { message: errorText(error) } };
    } finally {
      running.delete(job.id);
    }
  }

  return {
    async work(queue, handler) {
      const { batchSize } = queueNamed(queue);
      await boss.work(
        queue,
        { batchSize, pollingIntervalSeconds: 1, burstWhenBatchFull: batchSize > 1, perJobResults: true },
        async (jobs: Job<Parameters<typeof handler>[0]>[]) => {
          for (const { id } of jobs) {
            running.add(id);
          }
          const results: JobResult[] = [];
          for (const job of jobs) {
            if (closing.signal.aborted) {
              break;
            }
            results.push(await runOne(job, handler));
          }
          const undone = jobs.slice(results.length).map(({ id }) => id);
          if (undone.length > 0) {
            await handBack(undone);
          }
          return results;
        },
      );
    },
    async stop() {
      if (closing.signal.aborted) return stopped.promise;
      closing.abort(new Error("The server is stopping"));
      const timer = setTimeout(() => {
        handBack([...running]).catch((error: unknown) => log.warn({ err: error }, "Unfinished jobs wait to expire"));
      }, patience - 500);
      try {
        await boss.stop({ graceful: true, timeout: patience });
      } finally {
        clearTimeout(timer);
        stopped.resolve();
      }
    },
  };
}
