import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import { useErrorWords } from "../language/use-error-words.ts";
import { useWords } from "../language/use-words.ts";

interface SaveFailureProps {
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly onClose: () => void;
}

/** Why the record is not saved yet; what was typed stays in the fields. */
export function SaveFailure({ error, onRetry, onClose }: SaveFailureProps) {
  const words = useWords();
  const errorWords = useErrorWords();
  if (error === undefined) return null;
  return (
    <MessageBar intent="error" layout="multiline" style={{ margin: "12px 24px", width: "auto" }}>
      <MessageBarBody>
        <MessageBarTitle>{words("form.notSaved")}</MessageBarTitle>
        {errorWords(error)} {words("form.notSaved.kept")}
      </MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button
            appearance="transparent"
            aria-label={words("action.close")}
            icon={<DismissRegular />}
            onClick={onClose}
          />
        }
      >
        <Button onClick={onRetry}>{words("action.retry")}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
