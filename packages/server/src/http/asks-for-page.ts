import type { FastifyRequest } from "fastify";

/** Whether somebody with a browser wants something to look at: it takes HTML, and does not ask for JSON. */
export function asksForPage({ method, headers: { accept = "" } }: FastifyRequest): boolean {
  return method === "GET" && accept.includes("text/html") && !accept.includes("application/json");
}
