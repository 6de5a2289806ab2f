import commands from "./vi/commands.json" with { type: "json" };
import demo from "./vi/demo.json" with { type: "json" };
import explorer from "./vi/explorer.json" with { type: "json" };
import form from "./vi/form.json" with { type: "json" };
import grid from "./vi/grid.json" with { type: "json" };
import imports from "./vi/import.json" with { type: "json" };
import qualify from "./vi/qualify.json" with { type: "json" };
import settings from "./vi/settings.json" with { type: "json" };
import shell from "./vi/shell.json" with { type: "json" };
import signIn from "./vi/sign-in.json" with { type: "json" };
import timeline from "./vi/timeline.json" with { type: "json" };
import undo from "./vi/undo.json" with { type: "json" };

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
