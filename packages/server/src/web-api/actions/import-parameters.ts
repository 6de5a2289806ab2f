import type { Target, TypedNames } from "@leadwright/query";
import type { AskedDialect } from "@leadwright/sales";
import { AppError } from "@leadwright/schema";
import type { Call } from "../call.ts";

/** The importfile that an action is bound to. Throws resourceNotFound. */
export async function importOf(call: Call, target: Target | undefined): Promise<string> {
  if (target === undefined) throw new AppError("resourceNotFound", { segment: "importfiles" });
  return (await call.store.change(call.caller, (work) => work.resolve(target))).id;
}

export const dialectSignature = {
  Encoding: "Edm.String?",
  Delimiter: "Edm.String?",
  Quote: "Edm.String?",
  Escape: "Edm.String?",
  Dates: "Edm.String?",
  Decimals: "Edm.String?",
} as const satisfies TypedNames;

/** What a call says about how a file is written. Throws badRequest. */
export function dialectParameters(call: Call): AskedDialect {
  return {
    ...textParameter(call, "Encoding", "encoding"),
    ...textParameter(call, "Delimiter", "delimiter"),
    ...textParameter(call, "Quote", "quote"),
    ...textParameter(call, "Escape", "escape"),
    ...textParameter(call, "Dates", "dates"),
    ...textParameter(call, "Decimals", "decimals"),
  };
}

/** An optional parameter that is text, under another name; nothing when it is absent or null. Throws badRequest. */
function textParameter<Name extends string>(
  { body }: Call,
  parameter: string,
  name: Name,
): Partial<Record<Name, string>> {
  const value = (body as Readonly<Record<string, unknown>> | undefined | null)?.[parameter];
  if (value === undefined || value === null) return {};
  if (typeof value !== "string") throw new AppError("badRequest", { reason: `The parameter '${parameter}' is text.` });
  return { [name]: value } as Record<Name, string>;
}
