/** The server refused a query that takes too long. */
export class TooLong extends Error {}

/** Somebody of the demo organisation, signed in over HTTP. */
export class Person {
  readonly id: string;
  readonly #api: string;
  readonly #headers: Readonly<Record<string, string>>;
  /** Leads that may be read and changed, spread over the whole table. */
  leads: readonly string[] = [];
  /** Accounts that may be read, newest and oldest. */
  accounts: readonly string[] = [];

  private constructor(origin: string, id: string, headers: Readonly<Record<string, string>>) {
    this.id = id;
    this.#api = `${origin}/api/data/v9.2/`;
    this.#headers = headers;
  }

  static async signIn(origin: string, role: string): Promise<Person> {
    const session = (await (await fetch(`${origin}/auth/session`)).json()) as {
      demo: { people: { id: string; role: string }[] };
    };
    const found = session.demo.people.find((person) => person.role === role);
    const answer = await fetch(`${origin}/auth/demo/sign-in`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ userId: found?.id }),
    });
    if (!answer.ok || found === undefined) throw new Error(`Sign-in as ${role}: ${answer.status}`);
    const { csrfToken } = (await answer.json()) as { csrfToken: string };
    const cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    return new Person(origin, found.id, { cookie, "x-csrf-token": csrfToken, "content-type": "application/json" });
  }

  async get(path: string): Promise<void> {
    await this.#read(this.#api + path);
  }

  /** Goes to that page by the links that each page gives; the time is the last one's. */
  async page(path: string, number: number): Promise<void> {
    let url: string | undefined = this.#deep.get(path);
    for (let at = 1; url === undefined || at < number; at++) {
      const next = (await this.#read(url ?? this.#api + path))["@odata.nextLink"];
      if (next === undefined) break;
      url = next;
      if (at === number - 1) this.#deep.set(path, url);
      if (this.#deep.has(path)) break;
    }
    await this.#read(url ?? this.#api + path);
  }
  readonly #deep = new Map<string, string>();

  create(subject: string): Promise<void> {
    const body = {
      subject,
      firstname: "Ann",
      lastname: subject,
      companyname: "Growth Ltd",
      emailaddress1: "ann@growth.example",
    };
    return this.#send("POST", "leads", body);
  }

  update(id: string, subject: string): Promise<void> {
    return this.#send("PATCH", `leads(${id})`, { subject });
  }

  /** Open leads and active accounts of the person's own reach, newest and oldest. */
  async findRecords(): Promise<void> {
    this.leads = await this.#newestAndOldest("leads", "leadid");
    this.accounts = await this.#newestAndOldest("accounts", "accountid");
  }

  async #newestAndOldest(set: string, id: string): Promise<string[]> {
    const found: string[] = [];
    for (const order of ["desc", "asc"]) {
      const { value } = await this.#read(
        `${this.#api}${set}?$select=${id}&$filter=statecode%20eq%200&$orderby=createdon%20${order}&$top=20`,
      );
      found.push(...(value ?? []).flatMap((row) => row[id] ?? []));
    }
    return found;
  }

  async #read(url: string): Promise<{ value?: Record<string, string>[]; "@odata.nextLink"?: string }> {
    const answer = await fetch(url, {
      headers: { ...this.#headers, prefer: 'odata.maxpagesize=100,odata.include-annotations="*"' },
    });
    const text = await answer.text();
    if (text.includes("took longer than")) throw new TooLong(url);
    if (!answer.ok) throw new Error(`${url}: ${answer.status} ${text.slice(0, 300)}`);
    return text.startsWith("{") ? JSON.parse(text) : {};
  }

  async #send(method: string, path: string, body: object): Promise<void> {
    const answer = await fetch(this.#api + path, { method, headers: this.#headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  }
}
