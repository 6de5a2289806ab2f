import { Tokens } from "../sign-in/tokens.ts";
import type { Command } from "./command.ts";
import { dataOptions, dataUsage, withStore } from "./with-store.ts";

export const tokenRevoke: Command = {
  name: "token revoke",
  summary: "make an access token worthless",
  usage: `ID [options]

  ID       as 'token list' shows it
  --json   print JSON
${dataUsage}`,
  options: { ...dataOptions, json: { type: "boolean" } },
  positionals: ["ID"],
  async run(options, [id = ""], terminal) {
    await withStore(options, terminal, (store) => new Tokens(store).revoke(id));
    terminal.out(
      options.json === true ? JSON.stringify({ revoked: id }) : "Revoked. A running server notices within 5 s.",
    );
  },
};
