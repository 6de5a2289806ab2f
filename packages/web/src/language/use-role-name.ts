import type { MessageId } from "./load.ts";
import { useWords } from "./use-words.ts";

/** The roles that every organisation has, by the names they are stored under. */
const standardRoles: Readonly<Record<string, MessageId>> = {
  "System Administrator": "role.administrator",
  "Vice President of Sales": "role.vicePresident",
  "Sales Manager": "role.manager",
  Salesperson: "role.salesperson",
  "Sales Team Member": "role.member",
};

/** What a role is called in the user's language; one of the organisation's own by its own name. */
export function useRoleName(): (stored: string) => string {
  const words = useWords();
  return (stored) => {
    const id = standardRoles[stored];
    return id === undefined ? stored : words(id);
  };
}
