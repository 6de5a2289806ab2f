/** The printed address carries a code where the server can be reached from other computers. */
export function codeInAddress(): { code?: string } {
  const code = new URLSearchParams(window.location.search).get("code");
  return code ? { code } : {};
}
