import { Button } from "@fluentui/react-components";
import { ErrorCircle24Regular, MapRegular } from "@fluentui/react-icons";
import { type ErrorComponentProps, useNavigate } from "@tanstack/react-router";
import { useTable } from "../api/schema-provider.tsx";
import { useLabels } from "../language/language-provider.tsx";
import { useErrorWords } from "../language/use-error-words.ts";
import { useWords } from "../language/use-words.ts";
import { usePageTitle } from "./page-title.ts";
import { StatePage } from "./state-page.tsx";

/** A page that failed while it was drawn or loaded. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const words = useWords();
  const errorWords = useErrorWords();
  usePageTitle(words("error.title"));
  return (
    <StatePage icon={ErrorCircle24Regular} title={words("error.title")} text={errorWords(error)} whole alert>
      <Button appearance="primary" onClick={reset}>
        {words("action.retry")}
      </Button>
      <Button onClick={() => window.location.reload()}>{words("error.reload")}</Button>
    </StatePage>
  );
}

/** An address that leads nowhere. */
export function NotFoundPage() {
  const words = useWords();
  const navigate = useNavigate();
  const place = useLabels().tables(useTable("lead"));
  usePageTitle(words("notFound.title"));
  return (
    <StatePage icon={MapRegular} title={words("notFound.title")} text={words("notFound.text")} whole>
      <Button appearance="primary" onClick={() => navigate({ to: "/" })}>
        {words("notFound.go", { place })}
      </Button>
    </StatePage>
  );
}
