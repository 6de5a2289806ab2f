import { existsSync } from "node:fs";
import { join } from "node:path";
import helmet from "@fastify/helmet";
import fastifyStatic from "@fastify/static";
import { AppError } from "@leadwright/schema";
import type { FastifyInstance } from "fastify";
import { asksForPage } from "./asks-for-page.ts";

/** Fluent UI writes its styles into the page, hence 'unsafe-inline' for styles; scripts are ours and come as files. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", "data:", "blob:"],
    fontSrc: ["'self'", "data:"],
    connectSrc: ["'self'"],
    workerSrc: ["'self'", "blob:"],
    frameSrc: ["'self'", "blob:"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
};

/** Whether there is a web app to serve in the folder. */
export function isBuilt(folder: string | undefined): folder is string {
  return folder !== undefined && existsSync(join(folder, "index.html"));
}

/**
 * Serves the built web app: hashed files for ever, everything else fresh, and index.html for each path that is a page of
 * the app (a browser asks for HTML, the path has no file ending). Without a folder, or for any other path: resourceNotFound.
 */
export async function addWebFiles(app: FastifyInstance, folder: string | undefined): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy,
    // Whoever puts TLS in front decides for how long browsers must insist on it.
    strictTransportSecurity: false,
    referrerPolicy: { policy: "same-origin" },
  });
  const built = isBuilt(folder);
  if (built) {
    await app.register(fastifyStatic, {
      root: folder,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const hashed = path.startsWith(join(folder, "assets"));
        reply.header("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const path = (request.raw.url ?? "/").split("?", 1)[0] ?? "/";
    const isPage = asksForPage(request) && !/^\/(api|auth)(\/|$)|\.\w+$/.test(path);
    if (!built || !isPage) throw new AppError("resourceNotFound", { segment: path.slice(0, 200) });
    return reply.sendFile("index.html");
  });
}
