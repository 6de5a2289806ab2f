import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";

/** Milliseconds that requests have to end once the server closes. */
const patience = 3_000;

/**
 * Makes closing wait for the requests that are being answered and for nothing else: connections that browsers open in
 * advance or keep for later are cut at once, and everything is after three seconds.
 */
export function closePromptly(app: FastifyInstance): void {
  /** Requests under way, by connection. */
  const open = new Map<Socket, number>();
  let closing = false;
  let impatience: NodeJS.Timeout | undefined;

  function settle(socket: Socket): void {
    if (closing && open.get(socket) === 0) socket.destroySoon();
  }

  app.server.on("connection", (socket: Socket) => {
    open.set(socket, 0);
    socket.once("close", () => open.delete(socket));
  });
  app.server.on("request", ({ socket }: IncomingMessage, response: ServerResponse) => {
    open.set(socket, (open.get(socket) ?? 0) + 1);
    response.once("close", () => {
      const left = open.get(socket);
      if (left !== undefined) open.set(socket, left - 1);
      settle(socket);
    });
  });
  app.addHook("preClose", async () => {
    closing = true;
    for (const socket of open.keys()) settle(socket);
    impatience = setTimeout(() => app.server.closeAllConnections(), patience);
  });
  app.addHook("onClose", async () => clearTimeout(impatience));
}
