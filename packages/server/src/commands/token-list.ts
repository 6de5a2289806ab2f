import { Tokens } from "../sign-in/tokens.ts";
import { type Command, required } from "./command.ts";
import { requireUser } from "./require-user.ts";
import { dataOptions, dataUsage, withStore } from "./with-store.ts";

export const tokenList: Command = {
  name: "token list",
  summary: "list a user's access tokens",
  usage: `--user EMAIL [options]

  --user EMAIL   whose tokens
  --json         print JSON
${dataUsage}`,
  options: { ...dataOptions, user: { type: "string" }, json: { type: "boolean" } },
  positionals: [],
  async run(options, _positionals, terminal) {
    const email = required(options, "user");
    const tokens = await withStore(options, terminal, async (store) => {
      const user = await requireUser(store, email);
      return new Tokens(store).list(user.id);
    });
    if (options.json === true) terminal.out(JSON.stringify(tokens));
    else if (tokens.length === 0) terminal.out(`${email} has no access tokens.`);
    for (const token of options.json === true ? [] : tokens) {
      terminal.out(`${token.id}  made ${token.createdAt}  last used ${token.lastUsedAt ?? "never"}  ${token.name}`);
    }
  },
};
