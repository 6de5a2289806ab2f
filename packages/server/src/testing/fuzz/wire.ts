/** Requests byte for byte as they were made up: `fetch` would put a URL and headers in order first. */
import { Agent, request } from "node:http";

export interface FuzzRequest {
  readonly method: string;
  /** Behind `/api/data/v9.2/`; no character in it is beyond ASCII. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface FuzzAnswer {
  readonly status: number;
  readonly text: string;
  readonly milliseconds: number;
}

export class Wire {
  readonly #origin: URL;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 });

  constructor(origin: string) {
    this.#origin = new URL(origin);
  }

  /** Rejects when the connection breaks or nothing comes for `patience` milliseconds. */
  send({ method, path, headers, body }: FuzzRequest, token: string, patience: number): Promise<FuzzAnswer> {
    const begun = performance.now();
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: this.#origin.hostname,
          port: this.#origin.port,
          agent: this.#agent,
          method,
          path: `/api/data/v9.2/${path}`,
          // Not said by itself with every method, and what follows on the connection would be taken for the body.
          headers: { authorization: `Bearer ${token}`, "content-length": Buffer.byteLength(body ?? ""), ...headers },
          timeout: patience,
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.on("error", reject);
          answer.on("end", () => {
            const text = Buffer.concat(chunks).toString();
            resolve({ status: answer.statusCode ?? 0, text, milliseconds: performance.now() - begun });
          });
        },
      );
      sent.on("timeout", () => sent.destroy(new Error(`No answer within ${patience} ms`)));
      sent.on("error", reject);
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
