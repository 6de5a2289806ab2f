import type { Language } from "@leadwright/schema";

const known: readonly Language[] = ["en", "pl", "vi"];

/** The best of our languages for an Accept-Language header; English when none fits. */
export function acceptedLanguage(header: string | undefined): Language {
  if (header === undefined || header.length > 1000) return "en";
  const wishes = header
    .split(",")
    .map((wish) => {
      const [tag = "", ...parameters] = wish.trim().toLowerCase().split(";");
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find(Boolean);
      return { language: tag.split("-")[0], quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter((wish) => wish.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const wish of wishes) {
    const language = known.find((candidate) => candidate === wish.language);
    if (language) return language;
  }
  return "en";
}
