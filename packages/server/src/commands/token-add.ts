import { Tokens } from "../sign-in/tokens.ts";
import { type Command, optional, required } from "./command.ts";
import { requireUser } from "./require-user.ts";
import { dataOptions, dataUsage, withStore } from "./with-store.ts";

export const tokenAdd: Command = {
  name: "token add",
  summary: "make an access token for a program",
  usage: `--user EMAIL [options]

  --user EMAIL   whose rights the program has
  --name NAME    what the token is for (command line)
  --json         print JSON
${dataUsage}`,
  options: { ...dataOptions, user: { type: "string" }, name: { type: "string" }, json: { type: "boolean" } },
  positionals: [],
  async run(options, _positionals, terminal) {
    const email = required(options, "user");
    const name = optional(options, "name") ?? "command line";
    const token = await withStore(options, terminal, async (store) => {
      const user = await requireUser(store, email);
      return new Tokens(store).create(user.id, name);
    });
    if (options.json === true) terminal.out(JSON.stringify(token));
    else {
      terminal.out(token.token);
      terminal.error("Keep it now: it cannot be shown again. Programs send it as: Authorization: Bearer TOKEN");
    }
  },
};
