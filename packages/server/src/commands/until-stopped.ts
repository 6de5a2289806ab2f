/**
 * Resolves when the process is asked to stop: by Ctrl+C, by whoever manages it, or because the parent that started it under
 * another Node is gone. A second request, more than a second later, ends the process at once.
 */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    const stop = () => {
      // A terminal tells the parent and this process alike, and the parent passes it on: the same request twice.
      if (firstAt !== undefined && Date.now() - firstAt > 1000) process.exit(1);
      firstAt ??= Date.now();
      if (process.connected) process.disconnect();
      resolve();
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
    process.once("disconnect", stop);
  });
}
