import { useWords } from "../language/use-words.ts";

/** Shortest password that the server takes. */
export const passwordLength = 10;

/** What the forms of this product ask of names, addresses and passwords, with the words for when it is not so. */
export function useRules() {
  const words = useWords();
  const given = { required: words("signIn.required") };
  const isText = (text: unknown) => (typeof text === "string" && text.trim() !== "") || given.required;
  return {
    text: { ...given, validate: isText },
    email: { ...given, pattern: { value: /^\s*[^\s@]+@[^\s@]+\s*$/, message: words("signIn.emailInvalid") } },
    password: given,
    newPassword: {
      ...given,
      minLength: { value: passwordLength, message: words("setup.passwordShort", { min: passwordLength }) },
    },
  };
}
