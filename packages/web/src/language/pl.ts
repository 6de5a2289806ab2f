import commands from "./pl/commands.json" with { type: "json" };
import demo from "./pl/demo.json" with { type: "json" };
import explorer from "./pl/explorer.json" with { type: "json" };
import form from "./pl/form.json" with { type: "json" };
import grid from "./pl/grid.json" with { type: "json" };
import imports from "./pl/import.json" with { type: "json" };
import qualify from "./pl/qualify.json" with { type: "json" };
import settings from "./pl/settings.json" with { type: "json" };
import shell from "./pl/shell.json" with { type: "json" };
import signIn from "./pl/sign-in.json" with { type: "json" };
import timeline from "./pl/timeline.json" with { type: "json" };
import undo from "./pl/undo.json" with { type: "json" };

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
