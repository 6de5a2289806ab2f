/** Patterns of `like` with sets of characters, such as `[a-c]%`: PostgreSQL's like has none, its expressions do. */

const set = /\[(\^?)([^[\]]+)\]/g;

export function hasSets(pattern: string): boolean {
  return pattern.search(set) >= 0;
}

/** The pattern as a regular expression without back references, so that matching takes linear time. */
export function likeExpression(pattern: string): string {
  let text = "^";
  let from = 0;
  for (const match of pattern.matchAll(set)) {
    const [whole, negated = "", characters = ""] = match;
    text += `${plain(pattern.slice(from, match.index))}[${negated}${characters.replace(/[\\^:.=]/g, "\\$&")}]`;
    from = match.index + whole.length;
  }
  return `${text}${plain(pattern.slice(from))}$`;
}

function plain(text: string): string {
  return text
    .replace(/[\\^$.|?*+(){}[\]]/g, "\\$&")
    .replaceAll("%", ".*")
    .replaceAll("_", ".");
}
