import { AppError } from "@leadwright/schema";
import type { Right } from "@leadwright/store";

const names: Readonly<Record<Right, string>> = {
  read: "ReadAccess",
  write: "WriteAccess",
  append: "AppendAccess",
  appendto: "AppendToAccess",
  create: "CreateAccess",
  delete: "DeleteAccess",
  share: "ShareAccess",
  assign: "AssignAccess",
};
const byName = new Map((Object.keys(names) as Right[]).map((right) => [names[right], right]));

/** `ReadAccess, WriteAccess`, or `None`. */
export function accessMask(rights: readonly Right[]): string {
  const listed = (Object.keys(names) as Right[]).filter((right) => rights.includes(right));
  return listed.map((right) => names[right]).join(", ") || "None";
}

/** Reads `ReadAccess,WriteAccess`. Throws badRequest. */
export function readAccessMask(mask: unknown): Right[] {
  const words = typeof mask === "string" ? mask.split(",").map((word) => word.trim()) : [];
  const rights = words.filter((word) => word !== "" && word !== "None").map((word) => byName.get(word));
  if (words.length === 0 || rights.includes(undefined)) {
    throw new AppError("badRequest", { reason: `AccessMask is a list of ${Object.values(names).join(", ")}.` });
  }
  return rights.filter((right) => right !== undefined);
}
