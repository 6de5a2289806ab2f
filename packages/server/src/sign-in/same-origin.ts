import { AppError } from "@leadwright/schema";
import type { FastifyRequest } from "fastify";

/**
 * Refuses what a foreign page makes a browser send. Browsers say where a request comes from in Sec-Fetch-Site and Origin;
 * a client that is no browser sends neither and carries no cookie that it was not given. Throws csrfMissing.
 */
export function assertSameOrigin(request: FastifyRequest): void {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") throw new AppError("csrfMissing");
  const origin = request.headers.origin;
  if (origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === request.host)) {
    throw new AppError("csrfMissing");
  }
}
