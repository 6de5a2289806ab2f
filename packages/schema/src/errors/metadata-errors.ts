/** What is refused of the description of the tables. */
import { type CatalogueEntry, entry } from "./entry.ts";

export const metadataErrors = {
  notAcceptable: entry(
    406,
    "0x8F000070",
    "This is there as {offered} only, and the Accept header asks for '{asked}'.",
    "Jest to dostępne tylko jako {offered}, a nagłówek Accept prosi o „{asked}”.",
    "Nội dung này chỉ có ở dạng {offered}, trong khi tiêu đề Accept yêu cầu '{asked}'.",
  ),
} as const satisfies Record<string, CatalogueEntry>;
