import { relationships, tables } from "../data/index.ts";
import { buildSchema } from "./build-schema.ts";
import type { Customisation, Schema } from "./types.ts";

export const noCustomisation: Customisation = Object.freeze({ columns: [], choices: [] });

/** The schema as shipped, with an administrator's additions where given. `revision` goes up with every customisation. */
export function standardSchema(customisation: Customisation = noCustomisation, revision = 0): Schema {
  return buildSchema(tables, relationships, customisation, revision);
}
