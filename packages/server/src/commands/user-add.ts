import { addUser } from "@leadwright/sales";
import { AppError } from "@leadwright/schema";
import { generatePassword, hashPassword } from "../sign-in/passwords.ts";
import { type Command, optional, required } from "./command.ts";
import { dataOptions, dataUsage, systemCaller, withStore } from "./with-store.ts";

export const userAdd: Command = {
  name: "user add",
  summary: "add a person who can sign in",
  usage: `--email ADDRESS --name "FULL NAME" [options]

  --email ADDRESS     for signing in
  --name NAME         given names first
  --role ROLE         a role by its name (Salesperson)
  --password-stdin    read the password from standard input; else one is made and shown
  --json              print JSON
${dataUsage}`,
  options: {
    ...dataOptions,
    email: { type: "string" },
    name: { type: "string" },
    role: { type: "string" },
    "password-stdin": { type: "boolean" },
    json: { type: "boolean" },
  },
  positionals: [],
  async run(options, _positionals, terminal) {
    const email = required(options, "email").trim();
    const name = required(options, "name");
    const role = optional(options, "role") ?? "Salesperson";
    const piped = options["password-stdin"] === true ? await terminal.piped() : undefined;
    if (options["password-stdin"] === true && !piped) {
      throw new AppError("invalidArgument", { reason: "No password came in on standard input." });
    }
    const password = piped?.replace(/\r?\n$/, "") ?? generatePassword();
    const passwordHash = await hashPassword(password);
    const id = await withStore(options, terminal, async (store) =>
      store.change(await systemCaller(store), (work) => addUser(work, { email, name, role, passwordHash })),
    );
    const shown = piped === undefined ? { password } : {};
    if (options.json === true) terminal.out(JSON.stringify({ id, email, role, ...shown }));
    else terminal.out(`${email} can sign in.${piped === undefined ? ` Password: ${password}` : ""}`);
  },
};
