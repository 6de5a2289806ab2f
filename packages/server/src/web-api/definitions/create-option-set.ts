import { AppError } from "@leadwright/schema";
import type { Answer, Call } from "../call.ts";
import { objectBody } from "../shape.ts";
import { readOptions } from "./create-attribute.ts";
import { metadataId } from "./labels.ts";
import { mainWord, readWords } from "./read-label.ts";

/** POST GlobalOptionSetDefinitions: choices that several columns can share. */
export async function createOptionSet(call: Call): Promise<Answer> {
  const body = objectBody(call);
  const { Name: name, DisplayName, Description, OptionSetType: type } = body;
  if (typeof name !== "string")
    throw new AppError("badRequest", { reason: "'Name' is the set's, such as new_colors." });
  if (type !== undefined && type !== "Picklist" && type !== 0)
    throw new AppError("badRequest", { reason: "A set that columns share is of the OptionSetType Picklist." });
  const labels = readWords(DisplayName);
  const descriptions = readWords(Description);
  await call.store.definitions.addGlobalChoice(call.caller, {
    name,
    label: mainWord(labels) ?? name,
    ...(labels === undefined ? {} : { labels }),
    ...(descriptions === undefined ? {} : { descriptions }),
    choices: readOptions({ OptionSet: { Options: body.Options ?? [] } }),
  });
  const url = `${call.baseUrl}GlobalOptionSetDefinitions(${metadataId("optionset", name)})`;
  return { status: 204, headers: { "odata-entityid": url, location: url } };
}
