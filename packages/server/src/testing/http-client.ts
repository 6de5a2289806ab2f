export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON, of whatever shape; undefined when it is none. */
  readonly json: ReturnType<typeof JSON.parse>;
}

export interface TestRequest {
  readonly headers?: Record<string, string>;
  /** Sent as JSON, unless it is a string. */
  readonly body?: unknown;
}

/** Calls one server with one token. Paths are relative to /api/data/v9.2/ unless they start with a slash. */
export class HttpClient {
  readonly origin: string;
  readonly base: string;
  readonly token: string | undefined;

  constructor(origin: string, token?: string) {
    this.origin = origin;
    this.base = `${origin}/api/data/v9.2/`;
    this.token = token;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<TestAnswer> {
    return this.send("GET", path, { headers });
  }

  post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<TestAnswer> {
    return this.send("POST", path, { headers, body });
  }

  patch(path: string, body: unknown, headers: Record<string, string> = {}): Promise<TestAnswer> {
    return this.send("PATCH", path, { headers, body });
  }

  put(path: string, body: unknown, headers: Record<string, string> = {}): Promise<TestAnswer> {
    return this.send("PUT", path, { headers, body });
  }

  delete(path: string, headers: Record<string, string> = {}): Promise<TestAnswer> {
    return this.send("DELETE", path, { headers });
  }

  /** Creates a row and returns its id; fails the test when it is refused. */
  async create(set: string, body: unknown): Promise<string> {
    const answer = await this.post(set, body);
    const id = /\(([0-9a-f-]{36})\)$/.exec(answer.headers.get("odata-entityid") ?? "")?.[1];
    if (answer.status !== 204 || id === undefined) throw new Error(`POST ${set}: ${answer.status} ${answer.text}`);
    return id;
  }

  async send(method: string, path: string, { headers = {}, body }: TestRequest = {}): Promise<TestAnswer> {
    const url = /^https?:/.test(path) ? path : path.startsWith("/") ? this.origin + path : this.base + path;
    const response = await fetch(url, {
      method,
      redirect: "manual",
      headers: {
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: jsonOf(text) };
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
