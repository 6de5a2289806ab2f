import {
  Button,
  Input,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { Add20Regular, Copy20Regular, Key24Regular } from "@fluentui/react-icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { createToken, revokeToken, type Token, tokensQuery } from "../api/session.ts";
import { RecordDialog } from "../commands/record-dialog.tsx";
import { useLinkStyle } from "../import/use-link-style.ts";
import { useFormat } from "../language/use-format.ts";
import { useWords } from "../language/use-words.ts";
import { PlainTable } from "../shell/plain-table.tsx";
import { StatePage } from "../shell/state-page.tsx";
import { useToasts } from "../shell/toasts.tsx";
import { useRules } from "../sign-in/rules.ts";
import { TextField } from "../sign-in/text-field.tsx";
import { FormDialog, useAttempt } from "./form-dialog.tsx";
import { Loaded } from "./loaded.tsx";
import { SectionCard } from "./section-card.tsx";

const useStyles = makeStyles({
  secret: { display: "flex", gap: "8px", marginTop: "8px" },
  text: { flexGrow: 1, fontFamily: tokens.fontFamilyMonospace },
});

/** Access tokens for programs that use the Web API in one's name. */
export function TokensSection() {
  const words = useWords();
  const format = useFormat();
  const link = useLinkStyle();
  const query = useQuery(tokensQuery);
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<string>();
  const [revoking, setRevoking] = useState<Token>();
  const add = (
    <Button appearance="primary" icon={<Add20Regular />} onClick={() => setAdding(true)}>
      {words("settings.tokenNew")}
    </Button>
  );
  return (
    <SectionCard title={words("settings.tokens")} text={words("settings.tokensText")} action={add}>
      <Link to="/explorer" className={link}>
        {words("settings.tokensExplore")}
      </Link>
      {made !== undefined && <MadeToken token={made} />}
      <Loaded query={query}>
        {(list) =>
          list.length === 0 ? (
            <StatePage icon={Key24Regular} title={words("settings.tokensNone")} />
          ) : (
            <PlainTable
              inset
              label={words("settings.tokens")}
              columns={[
                { key: "name", heading: words("settings.tokenName") },
                { key: "created", heading: words("settings.tokenCreated") },
                { key: "used", heading: words("settings.tokenUsed") },
                { key: "buttons", heading: "" },
              ]}
              rows={list.map((token) => ({
                key: token.id,
                cells: [
                  token.name,
                  format.day(token.createdAt),
                  token.lastUsedAt ? format.relative(token.lastUsedAt) : words("settings.tokenNever"),
                  <Button
                    key="revoke"
                    size="small"
                    onClick={() => setRevoking(token)}
                    aria-label={words("settings.tokenRevokeName", { name: token.name })}
                  >
                    {words("settings.tokenRevoke")}
                  </Button>,
                ],
              }))}
            />
          )
        }
      </Loaded>
      {adding && <NewToken onClose={() => setAdding(false)} onMade={setMade} />}
      {revoking && <RevokeToken token={revoking} onClose={() => setRevoking(undefined)} />}
    </SectionCard>
  );
}

function MadeToken({ token }: { token: string }) {
  const styles = useStyles();
  const words = useWords();
  const toasts = useToasts();
  const copy = async () => {
    await navigator.clipboard.writeText(token);
    toasts.done(words("settings.tokenCopied"));
  };
  return (
    <MessageBar intent="success" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{words("settings.tokenMade")}</MessageBarTitle>
        {words("settings.tokenMadeText")}
        <div className={styles.secret}>
          <Input className={styles.text} readOnly value={token} aria-label={words("settings.tokenMade")} />
          <Button icon={<Copy20Regular />} onClick={() => void copy().catch(toasts.failed)}>
            {words("settings.tokenCopy")}
          </Button>
        </div>
      </MessageBarBody>
    </MessageBar>
  );
}

function NewToken({ onClose, onMade }: { onClose: () => void; onMade: (token: string) => void }) {
  const words = useWords();
  const rules = useRules();
  const client = useQueryClient();
  const { problem, attempt } = useAttempt();
  const { control, handleSubmit, formState } = useForm({ defaultValues: { name: "" } });
  const submit = handleSubmit(async ({ name }) => {
    const made = await attempt(async () => onMade((await createToken(name.trim())).token));
    if (!made) return;
    onClose();
    await client.invalidateQueries(tokensQuery);
  });
  return (
    <FormDialog
      title={words("settings.tokenNew")}
      action={words("settings.tokenCreate")}
      busy={formState.isSubmitting}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={words("settings.tokenName")}
        hint={words("settings.tokenNameHint")}
        autoFocus
        control={control}
        name="name"
        rules={rules.text}
      />
    </FormDialog>
  );
}

function RevokeToken({ token, onClose }: { token: Token; onClose: () => void }) {
  const words = useWords();
  const toasts = useToasts();
  const client = useQueryClient();
  const revoke = async () => {
    onClose();
    try {
      await revokeToken(token.id);
      toasts.done(words("settings.tokenRevoked", { name: token.name }));
    } catch (error) {
      toasts.failed(error);
    }
    await client.invalidateQueries(tokensQuery);
  };
  return (
    <RecordDialog
      title={words("settings.tokenRevokeTitle", { name: token.name })}
      action={words("settings.tokenRevoke")}
      onCancel={onClose}
      onConfirm={() => void revoke()}
    >
      {words("settings.tokenRevokeText")}
    </RecordDialog>
  );
}
