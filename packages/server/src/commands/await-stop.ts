/** Waits for the process to be asked to stop. */
export interface StopRequest {
  readonly received: Promise<void>;
  /** Milliseconds until the process must have ended. */
  timeLeft(): number;
  /** Stops waiting, so that nothing keeps the process from its end. */
  release(): void;
}

/** Milliseconds that a clean stop may take. */
const patience = 4_800;

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Listens from now on for Ctrl+C, for whoever manages the process, and for the parent that started it under another Node to
 * be gone. A second request, more than a second after the first, ends the process at once.
 */
export function awaitStop(): StopRequest {
  const { promise, resolve } = Promise.withResolvers<void>();
  let firstAt: number | undefined;
  function stop(): void {
    // A terminal tells the parent and this process alike, and the parent passes it on: the same request twice.
    if (firstAt !== undefined && Date.now() - firstAt > 1000) process.exit(1);
    firstAt ??= Date.now();
    resolve();
  }
  for (const signal of signals) process.on(signal, stop);
  process.on("disconnect", stop);
  return {
    received: promise,
    timeLeft: () => Math.max(0, patience - (firstAt === undefined ? 0 : Date.now() - firstAt)),
    release: () => {
      process.off("disconnect", stop);
      if (process.connected) process.disconnect();
      // A thread or a connection that will not end holds the process no longer.
      if (firstAt !== undefined) setTimeout(() => process.exit(), 200).unref();
    },
  };
}
