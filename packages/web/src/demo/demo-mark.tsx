import { Badge, Tooltip } from "@fluentui/react-components";
import { useSession } from "../api/session.ts";
import { useWords } from "../language/use-words.ts";

/** A quiet word in the top bar that nothing here is real; nothing in a real organisation. */
export function DemoMark() {
  const words = useWords();
  const { organisation } = useSession();
  if (!organisation.demo) return null;
  return (
    <Tooltip content={words("demo.markText")} relationship="description">
      <Badge appearance="outline" color="informative">
        {words("demo.mark")}
      </Badge>
    </Tooltip>
  );
}
