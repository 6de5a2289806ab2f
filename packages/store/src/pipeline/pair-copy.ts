import { AppError } from "@leadwright/schema";
import { quote, recordTable } from "../postgres/ddl.ts";
import type { LoadedPairs } from "../types.ts";
import type { Copy } from "./copy.ts";
import type { PipelineWork } from "./work.ts";

/** Pairs of a many-to-many relationship, as a COPY. Throws invalidArgument for a relationship that is none. */
export function pairCopy({ schema }: PipelineWork, { relationship: name, pairs }: LoadedPairs): Copy {
  const relationship = schema.relationships.get(name);
  if (relationship?.kind !== "ManyToMany") {
    throw new AppError("invalidArgument", { reason: `'${name.slice(0, 80)}' is no relationship of many to many.` });
  }
  const { intersect, column1, column2 } = relationship;
  return {
    text: `copy ${recordTable(intersect)} (${quote(column1)}, ${quote(column2)}) from stdin`,
    *lines() {
      for (const [one, two] of pairs) yield `${one}\t${two}\n`;
    },
  };
}
