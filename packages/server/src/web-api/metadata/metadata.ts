import { type ServiceDescription, writeMetadata } from "@leadwright/query";
import { AppError, type Schema } from "@leadwright/schema";
import { describeActions } from "../actions/actions.ts";
import type { Answer, Call } from "../call.ts";
import { describeFunctions } from "../functions/functions.ts";
import { complexTypes, enumTypes } from "./types.ts";

/** Half a megabyte that changes only with the schema. Another schema is another object. */
const written = new WeakMap<Schema, string>();

/** GET $metadata: the model as CSDL, in XML only. Throws notAcceptable. */
export function readMetadata({ schema, headers }: Call): Answer {
  if (!acceptsXml(headers.accept)) {
    throw new AppError("notAcceptable", { offered: "application/xml", asked: String(headers.accept).slice(0, 200) });
  }
  const body = written.get(schema) ?? writeMetadata(schema, service());
  written.set(schema, body);
  return { status: 200, headers: { "content-type": "application/xml; charset=utf-8" }, body };
}

/** JSON is another format of the model, which version 4.0 of the protocol does not have. */
function acceptsXml(accept: string | undefined): boolean {
  if (accept === undefined || accept.trim() === "") return true;
  return accept.split(",").some((range) => /^\s*(\*\/\*|application\/\*|(application|text)\/xml)\s*(;|$)/i.test(range));
}

function service(): ServiceDescription {
  return { operations: [...describeActions(), ...describeFunctions()], complexTypes, enumTypes };
}
