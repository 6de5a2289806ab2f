import commands from "./en/commands.json" with { type: "json" };
import demo from "./en/demo.json" with { type: "json" };
import explorer from "./en/explorer.json" with { type: "json" };
import form from "./en/form.json" with { type: "json" };
import grid from "./en/grid.json" with { type: "json" };
import imports from "./en/import.json" with { type: "json" };
import qualify from "./en/qualify.json" with { type: "json" };
import settings from "./en/settings.json" with { type: "json" };
import shell from "./en/shell.json" with { type: "json" };
import signIn from "./en/sign-in.json" with { type: "json" };
import timeline from "./en/timeline.json" with { type: "json" };
import undo from "./en/undo.json" with { type: "json" };

/** Every message of the app by id, in ICU syntax. */
export const messages = {
  ...commands,
  ...demo,
  ...explorer,
  ...form,
  ...grid,
  ...imports,
  ...qualify,
  ...settings,
  ...shell,
  ...signIn,
  ...timeline,
  ...undo,
};
