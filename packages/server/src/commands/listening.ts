import { createServer } from "node:net";
import { AppError } from "@leadwright/schema";

/** Undefined when one can listen there now; else the system's refusal. */
export function tryListen(port: number, host: string): Promise<NodeJS.ErrnoException | undefined> {
  const { promise, resolve } = Promise.withResolvers<NodeJS.ErrnoException | undefined>();
  const server = createServer();
  server.once("error", resolve);
  server.listen(port, host, () => server.close(() => resolve(undefined)));
  return promise;
}

/** In words, with what to do. */
export function listenRefusal(error: NodeJS.ErrnoException, port: number, host: string): AppError {
  return new AppError("invalidArgument", { reason: explain(error, port, host) }, { cause: error });
}

function explain({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  switch (code) {
    case "EADDRINUSE":
      return `Port ${port} of ${host} is in use. Is Leadwright running already? Else choose another with --port.`;
    case "EACCES":
      return `You may not listen on port ${port}. Choose one above 1023 with --port.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `This computer has no address ${host}. Choose another with --host.`;
    default:
      return `Listening on ${host}:${port} failed: ${message}`;
  }
}
