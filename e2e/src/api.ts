/** A row as the Web API answers it. */
export type ApiRow = Readonly<Record<string, unknown>>;

/** The Web API by bearer token: what a test prepares and what it checks beside the browser. */
export class Api {
  readonly #url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** The new row's id. */
  async create(set: string, values: ApiRow): Promise<string> {
    const response = await this.#send("POST", set, values);
    return /\(([^)]+)\)$/.exec(response.headers.get("odata-entityid") ?? "")?.[1] ?? "";
  }

  async update(set: string, id: string, values: ApiRow): Promise<void> {
    await this.#send("PATCH", `${set}(${id})`, values);
  }

  /** `operation`: what is removed under one id was removed in one go. */
  async remove(set: string, id: string, operation?: string): Promise<void> {
    await this.#send("DELETE", `${set}(${id})`, undefined, operation);
  }

  /** Leads as one operation, many at a time; their ids. */
  async createInOneGo(leads: readonly ApiRow[]): Promise<string[]> {
    const operation = crypto.randomUUID();
    const ids: string[] = [];
    for (let start = 0; start < leads.length; start += 1_000) {
      const Targets = leads
        .slice(start, start + 1_000)
        .map((lead) => ({ "@odata.type": "Microsoft.Dynamics.CRM.lead", ...lead }));
      const path = "leads/Microsoft.Dynamics.CRM.CreateMultiple";
      const answer = (await (await this.#send("POST", path, { Targets }, operation)).json()) as { Ids: string[] };
      ids.push(...answer.Ids);
    }
    return ids;
  }

  async record(set: string, id: string, select: string): Promise<ApiRow> {
    return (await this.#send("GET", `${set}(${id})?$select=${select}`)).json() as Promise<ApiRow>;
  }

  /** Rows of one page; `query` is what comes after the question mark. */
  async list(set: string, query: string): Promise<ApiRow[]> {
    const { value } = (await (await this.#send("GET", `${set}?${query}`)).json()) as { value: ApiRow[] };
    return value;
  }

  /** How many rows fit the filter; at most 5,000. */
  async count(set: string, filter: string): Promise<number> {
    return Number(await (await this.#send("GET", `${set}/$count?$filter=${filter}`)).text());
  }

  /** Leads of these values, several at a time; their ids in the same order. */
  async createLeads(leads: readonly ApiRow[]): Promise<string[]> {
    const ids: string[] = [];
    for (let start = 0; start < leads.length; start += 8) {
      ids.push(...(await Promise.all(leads.slice(start, start + 8).map((lead) => this.create("leads", lead)))));
    }
    return ids;
  }

  async #send(method: string, path: string, body?: ApiRow, operation?: string): Promise<Response> {
    const response = await fetch(`${this.#url}/api/data/v9.2/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body !== undefined && { "content-type": "application/json" }),
        ...(operation !== undefined && { "leadwright-operation": operation }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }
}
