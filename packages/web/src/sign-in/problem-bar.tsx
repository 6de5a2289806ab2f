import { MessageBar, MessageBarBody } from "@fluentui/react-components";
import { useErrorWords } from "../language/use-error-words.ts";

/** Why a form was not taken, in words; nothing while `problem` is undefined. */
export function ProblemBar({ problem }: { problem: unknown }) {
  const errorWords = useErrorWords();
  if (problem === undefined) return null;
  return (
    <MessageBar intent="error" role="alert" layout="multiline">
      <MessageBarBody>{errorWords(problem)}</MessageBarBody>
    </MessageBar>
  );
}
