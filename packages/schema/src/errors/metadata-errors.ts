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
  definitionGone: entry(
    503,
    "0x8F000071",
    "'{name}' was deleted a moment ago. Nothing was changed. Send the request again without it.",
    "„{name}” przed chwilą usunięto. Niczego nie zmieniono. Wyślij żądanie jeszcze raz, bez tego elementu.",
    "'{name}' vừa bị xóa. Chưa có gì bị thay đổi. Hãy gửi lại yêu cầu, không có mục này.",
  ),
} as const satisfies Record<string, CatalogueEntry>;
