import { makeStyles } from "@fluentui/react-components";

/** Fields one below the other, and the button that sends them. */
export const useFormStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", gap: "16px", maxWidth: "400px" },
  dialog: { display: "flex", flexDirection: "column", gap: "16px" },
  cards: { display: "flex", flexDirection: "column", gap: "16px" },
  button: { alignSelf: "flex-start" },
});
