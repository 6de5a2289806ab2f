import { readFileSync } from "node:fs";

const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };

/** Of the program, such as 0.1.0. */
export const productVersion = manifest.version;
