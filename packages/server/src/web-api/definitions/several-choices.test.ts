/** A column of several choices, from its making to its end, over HTTP and by the npm client. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dynamicsClient } from "../../testing/dynamics-client.ts";
import type { HttpClient } from "../../testing/http-client.ts";
import { type SetUpApp, startSetUpApp } from "../../testing/test-app.ts";

let app: SetUpApp;
let admin: HttpClient;
const lead = "EntityDefinitions(LogicalName='lead')";
const attribute = (name: string) => `${lead}/Attributes(LogicalName='${name}')`;
const crm = "Microsoft.Dynamics.CRM.";
const label = (text: string, code = 1033) => ({ LocalizedLabels: [{ Label: text, LanguageCode: code }] });
const choices = ["Swimming", "Hiking", "Climbing"].map((text, index) => ({ Value: index + 1, Label: label(text) }));
const definition = (
  SchemaName: string,
  more: object = { OptionSet: { OptionSetType: "Picklist", Options: choices } },
) => ({
  "@odata.type": `${crm}MultiSelectPicklistAttributeMetadata`,
  SchemaName,
  DisplayName: label(SchemaName),
  RequiredLevel: { Value: "None" },
  ...more,
});
async function ok(answer: Promise<{ status: number; text: string; json: ReturnType<typeof JSON.parse> }>) {
  const { status, text, json } = await answer;
  expect([status, text]).toEqual([status < 300 ? status : 200, text]);
  return json;
}
const names: Record<string, string | undefined> = { A: "1", B: "3,1", C: "2,3", D: "1,2,3", E: undefined };

beforeAll(async () => {
  app = await startSetUpApp();
  admin = app.admin;
  await ok(admin.post(`${lead}/Attributes`, definition("sample_Outdoor")));
  for (const [lastname, sample_outdoor] of Object.entries(names))
    await admin.create("leads", { subject: "S", lastname, ...(sample_outdoor && { sample_outdoor }) });
});
afterAll(() => app.close());

/** The last names of the leads found, as one word. */
async function found(query: string): Promise<string> {
  const { value } = await ok(admin.get(`leads?$select=lastname&$orderby=lastname&${query}`));
  return value.map((each: { lastname: string }) => each.lastname).join("");
}
const filtered = (filter: string) => found(`$filter=${encodeURIComponent(filter)}`);
const fetched = async (condition: string) => {
  const xml = `<fetch><entity name="lead"><attribute name="lastname"/><order attribute="lastname"/><filter>${condition}</filter></entity></fetch>`;
  const { value } = await ok(admin.get(`leads?fetchXml=${encodeURIComponent(xml)}`));
  return value.map((each: { lastname: string }) => each.lastname).join("");
};

describe("the definition", () => {
  test("is read as the service has it", async () => {
    const read = await ok(admin.get(`${attribute("sample_outdoor")}/${crm}MultiSelectPicklistAttributeMetadata`));
    expect(read).toMatchObject({
      "@odata.type": `#${crm}MultiSelectPicklistAttributeMetadata`,
      AttributeType: "Virtual",
      AttributeTypeName: { Value: "MultiSelectPicklistType" },
      SchemaName: "sample_Outdoor",
    });
    const all = `${lead}/Attributes/${crm}MultiSelectPicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet($select=Options),GlobalOptionSet`;
    const [only, more] = (await ok(admin.get(all))).value;
    expect([only.LogicalName, only.OptionSet.Options.map(({ Value }: { Value: number }) => Value), more]).toEqual([
      "sample_outdoor",
      [1, 2, 3],
      undefined,
    ]);
    expect((await admin.get("$metadata")).text).toContain('<Property Name="sample_outdoor" Type="Edm.String"');
  });

  test("is changed by PUT of what was read, and its choices by their actions", async () => {
    const { "@odata.context": _context, ...read } = await ok(admin.get(attribute("sample_outdoor")));
    await ok(admin.put(attribute("sample_outdoor"), { ...read, DisplayName: label("Outdoors") }));
    const owner = { EntityLogicalName: "lead", AttributeLogicalName: "sample_outdoor" };
    await ok(admin.post("InsertOptionValue", { ...owner, Value: 4, Label: label("Skiing") }));
    await ok(admin.post("UpdateOptionValue", { ...owner, Value: 4, Label: label("Narty", 1045), MergeLabels: true }));
    await ok(admin.post("OrderOption", { ...owner, Values: [4, 1, 2, 3] }));
    await ok(admin.post("DeleteOptionValue", { ...owner, Value: 4 }));
    const set = await ok(admin.get(`${attribute("sample_outdoor")}/OptionSet`));
    expect(set.Options.map(({ Value }: { Value: number }) => Value)).toEqual([1, 2, 3]);
  });

  test("may share a set with columns of one choice, and goes with its values", async () => {
    const set = {
      "@odata.type": `${crm}OptionSetMetadata`,
      Name: "sample_sports",
      DisplayName: label("Sports"),
      Options: choices,
    };
    await ok(admin.post("GlobalOptionSetDefinitions", set));
    const bound = { "GlobalOptionSet@odata.bind": "/GlobalOptionSetDefinitions(Name='sample_sports')" };
    await ok(admin.post(`${lead}/Attributes`, definition("sample_Shared", bound)));
    const id = await admin.create("leads", { subject: "S", lastname: "Z", sample_shared: "2,1" });
    expect((await ok(admin.get(`leads(${id})`))).sample_shared).toBe("1,2");
    expect((await admin.delete("GlobalOptionSetDefinitions(Name='sample_sports')")).status).toBe(400);
    await ok(admin.delete(attribute("sample_shared")));
    expect((await admin.get(`leads(${id})?$select=sample_shared`)).status).toBe(400);
    await ok(admin.delete(`leads(${id})`));
    await ok(admin.delete("GlobalOptionSetDefinitions(Name='sample_sports')"));
  });
});

describe("values", () => {
  test("are one text, with labels beside it, and null for none", async () => {
    const id = await admin.create("leads", { subject: "S", lastname: "Y", sample_outdoor: "3,1,3" });
    const row = `leads(${id})?$select=sample_outdoor`;
    const read = await ok(admin.get(row, { prefer: 'odata.include-annotations="*"' }));
    expect(read.sample_outdoor).toBe("1,3");
    expect(read["sample_outdoor@OData.Community.Display.V1.FormattedValue"]).toBe("Swimming; Climbing");
    await ok(admin.put(`leads(${id})/sample_outdoor`, { value: "2" }));
    expect((await ok(admin.get(`leads(${id})/sample_outdoor`))).value).toBe("2");
    await ok(admin.patch(`leads(${id})`, { sample_outdoor: "" }));
    expect((await ok(admin.get(row))).sample_outdoor).toBeNull();
    await ok(admin.patch(`leads(${id})`, { sample_outdoor: "1" }));
    await ok(admin.delete(`leads(${id})/sample_outdoor`));
    expect((await ok(admin.get(row))).sample_outdoor).toBeNull();
    await ok(admin.delete(`leads(${id})`));
  });

  test.each(["1,9", "x", "1;2", "{1}", "9".repeat(60), "-1", "1,", true, [1], {}, 1.5])(
    "%j is refused",
    async (value) => {
      const { status, json } = await admin.post("leads", { subject: "S", lastname: "L", sample_outdoor: value });
      expect([status, json.error.message]).toEqual([400, expect.stringContaining("sample_outdoor")]);
      if (value === "1,9") expect(json.error.message).toContain("value 9 ");
    },
  );

  test("have a history, and are taken back; a deleted row comes back with them", async () => {
    const id = await admin.create("leads", { subject: "S", lastname: "X", sample_outdoor: "1,2" });
    const changed = await admin.patch(`leads(${id})`, { sample_outdoor: "3" });
    expect((await admin.patch(`leads(${id})`, { sample_outdoor: "3" })).status).toBe(204);
    const target = encodeURIComponent(`{'@odata.id':'leads(${id})'}`);
    const history = await ok(admin.get(`RetrieveRecordChangeHistory(Target=@p1)?@p1=${target}`));
    expect(history.AuditDetailCollection.AuditDetails).toMatchObject([
      { OldValue: { sample_outdoor: "1,2" }, NewValue: { sample_outdoor: "3" } },
      { NewValue: { sample_outdoor: "1,2" } },
    ]);
    await ok(admin.post("lw_UndoOperation", { OperationId: changed.headers.get("leadwright-operation") }));
    const read = async () => (await ok(admin.get(`leads(${id})?$select=sample_outdoor`))).sample_outdoor;
    expect(await read()).toBe("1,2");
    const gone = await admin.delete(`leads(${id})`);
    await ok(admin.post("lw_UndoOperation", { OperationId: gone.headers.get("leadwright-operation") }));
    expect(await read()).toBe("1,2");
    await ok(admin.delete(`leads(${id})`));
  });
});

describe("filters", () => {
  const contains = (not: string, values: string) =>
    `${crm}${not}ContainValues(PropertyName='sample_outdoor',PropertyValues=${values})`;
  test.each([
    [contains("", "['1']"), "ABD"],
    [contains("", "[2,3]"), "BCD"],
    [contains("", "['7']"), ""],
    [contains("DoesNot", "['1']"), "CE"],
    ["sample_outdoor eq '1,3'", "B"],
    ["sample_outdoor eq '3,1'", "B"],
    ["sample_outdoor ne '1,3'", "ACDE"],
    ["sample_outdoor eq null", "E"],
    ["sample_outdoor ne null", "ABCD"],
    [`${crm}In(PropertyName='sample_outdoor',PropertyValues=['1','3,2'])`, "AC"],
    [`${crm}NotIn(PropertyName='sample_outdoor',PropertyValues=['1','3,2'])`, "BDE"],
    [`not ${contains("", "['1']")}`, "CE"],
  ])("%s", async (filter, expected) => {
    expect(await filtered(filter)).toBe(expected);
  });

  test("take the property and its values by alias", async () => {
    const call = `${crm}ContainValues(PropertyName=@p1,PropertyValues=@p2)`;
    expect(await found(`$filter=${call}&@p1='sample_outdoor'&@p2=['1','2']`)).toBe("ABCD");
  });

  test.each(["sample_outdoor gt '1'", "sample_outdoor eq 'x'", "contains(sample_outdoor,'1')", contains("", "['x']")])(
    "%s is refused in words",
    async (filter) => {
      const { status, json } = await admin.get(`leads?$filter=${encodeURIComponent(filter)}`);
      expect([status, json.error.message]).toEqual([400, expect.stringMatching(/sample_outdoor|ontain|'x'/)]);
    },
  );

  const condition = (operator: string, ...values: string[]) =>
    `<condition attribute="sample_outdoor" operator="${operator}">${values.map((value) => `<value>${value}</value>`).join("")}</condition>`;
  test.each([
    [condition("contain-values", "1"), "ABD"],
    [condition("contain-values", "2", "3"), "BCD"],
    [condition("contain-values", "Hiking"), "CD"],
    [condition("not-contain-values", "1"), "CE"],
    [condition("eq", "1,3"), "B"],
    [condition("ne", "1,3"), "ACDE"],
    [condition("in", "1", "2,3"), "AC"],
    [condition("not-in", "1", "2,3"), "BDE"],
    [condition("null"), "E"],
    [condition("not-null"), "ABCD"],
  ])("%s", async (xml, expected) => {
    expect(await fetched(xml)).toBe(expected);
  });

  test.each([condition("gt", "1"), condition("like", "1"), condition("eq", "x"), condition("between", "1", "2")])(
    "%s is refused in words",
    async (xml) => {
      const fetch = `<fetch><entity name="lead"><filter>${xml}</filter></entity></fetch>`;
      const { status, json } = await admin.get(`leads?fetchXml=${encodeURIComponent(fetch)}`);
      expect([status, json.error.message]).toEqual([400, expect.stringContaining("sample_outdoor")]);
    },
  );
});

test("rows are sorted, paged, expanded, counted and grouped by them", async () => {
  const names: string[] = [];
  let next: string | undefined = "leads?$select=lastname,sample_outdoor&$orderby=sample_outdoor desc";
  while (next !== undefined) {
    const page = await ok(admin.get(next, { prefer: "odata.maxpagesize=2" }));
    names.push(...page.value.map((each: { lastname: string }) => each.lastname));
    next = page["@odata.nextLink"]?.replace(/^.*\/v9\.2\//, "");
  }
  expect(names.join("")).toBe("CBDAE");
  const groups = await ok(admin.get("leads?$apply=groupby((sample_outdoor),aggregate($count as n))"));
  expect(groups.value).toHaveLength(5);
  expect(groups.value).toContainEqual(expect.objectContaining({ sample_outdoor: "1,3", n: 1 }));
  expect((await admin.get("leads?$apply=aggregate(sample_outdoor with sum as s)")).status).toBe(400);
});

test("the npm client writes, reads and filters them", async () => {
  const client = dynamicsClient(app);
  const key = await client.create<string>({
    collection: "leads",
    data: { subject: "S", lastname: "Client", sample_outdoor: "3,2" } as never,
  });
  const read = await client.retrieve({ collection: "leads", key, select: ["sample_outdoor"], includeAnnotations: "*" });
  expect(read).toMatchObject({ sample_outdoor: "2,3", sample_outdoor_Formatted: "Hiking; Climbing" });
  const filter = `${crm}ContainValues(PropertyName='sample_outdoor',PropertyValues=['2']) and lastname eq 'Client'`;
  const { value } = await client.retrieveMultiple({ collection: "leads", select: ["lastname"], filter });
  expect(value).toMatchObject([{ lastname: "Client" }]);
  await client.deleteRecord({ collection: "leads", key });
});
