/** The answer to a batch, piece by piece. CRLF throughout, boundaries and reason phrases as clients look for them. */

const breaks = /[\r\n]+/g;

/** How clients expect them to be written; they read some of them with patterns that mind the case. */
const headerNames: Readonly<Record<string, string>> = {
  "content-type": "Content-Type",
  etag: "ETag",
  location: "Location",
  "odata-entityid": "OData-EntityId",
  "odata-version": "OData-Version",
  "preference-applied": "Preference-Applied",
  req_id: "REQ_ID",
  "retry-after": "Retry-After",
};

/** Before an answer: the boundary, and the headers that say that HTTP follows. */
export function openAnswer(boundary: string, contentId?: string): string {
  const id = contentId === undefined ? "" : `Content-ID: ${contentId.replace(breaks, " ")}\r\n`;
  return `--${boundary}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n${id}\r\n`;
}

/** Status line and headers of an answer; its body and `closeAnswer` follow. */
export function answerHead(status: number, reason: string, headers: Readonly<Record<string, string>>): string {
  // A reason holds letters, digits and spaces, or a client does not find the status.
  let head = `HTTP/1.1 ${status} ${reason.replace(/[^A-Za-z0-9 ]/g, " ")}\r\n`;
  for (const [name, value] of Object.entries(headers))
    head += `${headerNames[name] ?? name}: ${value.replace(breaks, " ")}\r\n`;
  return `${head}\r\n`;
}

export const closeAnswer = "\r\n";

/** Before the answers of a change set, and with `closeParts` behind them. */
export function openChangeSet(boundary: string, inner: string): string {
  return `--${boundary}\r\nContent-Type: multipart/mixed; boundary=${inner}\r\n\r\n`;
}

export function closeParts(boundary: string): string {
  return `--${boundary}--\r\n`;
}
