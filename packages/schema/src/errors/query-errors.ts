/**
 * What can be wrong with FetchXML and with aggregates: Dataverse's codes for it. The words say what and where, in the words
 * of the language that the query is written in. Part of the catalogue.
 */
import { type CatalogueEntry, entry } from "./entry.ts";

const wrong = (code: string): CatalogueEntry => entry(400, code, "{reason}", "{reason}", "{reason}");

export const queryErrors = {
  fetchNoEntity: wrong("0x80041102"),
  fetchNoAttribute: wrong("0x80041103"),
  fetchCondition: wrong("0x80041106"),
  fetchAttributeWithAggregate: wrong("0x80041107"),
  fetchValue: wrong("0x80041108"),
  fetchAliasUnknown: wrong("0x8004110A"),
  fetchAliasMissing: wrong("0x8004110B"),
  fetchNumber: wrong("0x8004110C"),
  fetchDistinct: wrong("0x80041115"),
  fetchMapping: wrong("0x80041116"),
  fetchLinkType: wrong("0x80041117"),
  fetchLinkAttributes: wrong("0x80041118"),
  fetchDescending: wrong("0x80041119"),
  fetchAggregate: wrong("0x8004111A"),
  fetchAlias: wrong("0x8004111B"),
  fetchNode: wrong("0x8004111C"),
  fetchUtcOffset: wrong("0x8004111D"),
  fetchOperator: wrong("0x80041120"),
  fetchFilterType: wrong("0x80041122"),
  fetchElement: wrong("0x80041123"),
  fetchEmpty: wrong("0x80041124"),
  fetchOrderLink: wrong("0x80041126"),
  fetchTop: wrong("0x80041127"),
  fetchEntityMismatch: wrong("0x80041128"),
  aggregateLimitExceeded: entry(
    400,
    "0x8004E023",
    "The maximum record limit is exceeded. Reduce the number of records. ({limit} are allowed.)",
    "Przekroczono limit rekordów. Zmniejsz ich liczbę. (Dozwolone jest {limit}.)",
    "Vượt quá giới hạn số bản ghi. Hãy giảm số bản ghi. (Cho phép {limit}.)",
  ),
} as const satisfies Record<string, CatalogueEntry>;
