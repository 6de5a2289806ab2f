import { AppError, type Words } from "@leadwright/schema";

const longest = 200;

/** Words that people read: some, none too long, nothing that cannot be stored. Throws invalidArgument. */
export function checkWords(words: Words, what: string, most = longest): void {
  const all = Object.values(words);
  if (all.length === 0) throw new AppError("invalidArgument", { reason: `The ${what} is missing.` });
  for (const text of all) {
    if (text.trim() === "" || text.length > most)
      throw new AppError("invalidArgument", { reason: `The ${what} has 1 to ${most} characters.` });
    if (text.includes("\0")) throw new AppError("invalidArgument", { reason: `The ${what} contains a NUL character.` });
  }
}
