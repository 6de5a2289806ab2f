/**
 * What the Web API is measured against: Node's http and the pg driver, nothing else. No rights, no sign-in, no validation:
 * a prepared statement, rows as objects, JSON.stringify. Argument: JSON of pg config. Prints its port.
 */
import { createServer } from "node:http";
import pg from "pg";

const { config, owner } = JSON.parse(process.argv[2] ?? "{}") as { config: pg.PoolConfig; owner: string };
const pool = new pg.Pool({ ...config, max: 10 });
const columns =
  "leadid, fullname, subject, companyname, emailaddress1, statuscode, createdon, modifiedon, ownerid, versionnumber";

const page = {
  name: "page",
  text: `select ${columns} from crm.lead where ownerid = $1 and statecode = 0 order by modifiedon desc, leadid desc limit 50`,
};
const one = { name: "one", text: `select ${columns} from crm.lead where leadid = $1` };
const insert = {
  name: "insert",
  text: `insert into crm.lead (leadid, subject, firstname, lastname, fullname, companyname, emailaddress1, telephone1,
           ownerid, ownerid_table, owningbusinessunit, createdon, modifiedon, statecode, statuscode)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'systemuser', $10, now(), now(), 0, 1)`,
};

const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? "/", "http://localhost");
  const send = (status: number, value?: unknown) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(value === undefined ? undefined : JSON.stringify(value));
  };
  try {
    if (request.method === "POST") {
      let text = "";
      for await (const chunk of request) text += chunk;
      const lead = JSON.parse(text) as Record<string, string>;
      const name = `${lead.firstname} ${lead.lastname}`;
      const values = [crypto.randomUUID(), lead.subject, lead.firstname, lead.lastname, name, lead.companyname];
      await pool.query({ ...insert, values: [...values, lead.emailaddress1, lead.telephone1, owner, owner] });
      return send(204);
    }
    if (url.pathname === "/page") return send(200, { value: (await pool.query({ ...page, values: [owner] })).rows });
    return send(200, (await pool.query({ ...one, values: [url.pathname.slice(1)] })).rows[0]);
  } catch (error) {
    return send(500, { message: String(error) });
  }
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.stdout.write(`${typeof address === "object" ? address?.port : ""}\n`);
});
