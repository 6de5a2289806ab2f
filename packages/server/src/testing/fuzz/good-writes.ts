/** Requests that change something and are answered: every way of writing is in one of them. */
import type { Ids } from "./world.ts";

export interface GoodWrite {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const crm = "Microsoft.Dynamics.CRM.";
const label = (text: string) => ({
  "@odata.type": `${crm}Label`,
  LocalizedLabels: [{ "@odata.type": `${crm}LocalizedLabel`, Label: text, LanguageCode: 1033 }],
});

/** What salespeople do. */
export function goodWrites(ids: Ids): GoodWrite[] {
  const { lead2, lead4, account2, account4, contact2, opportunity2, opportunity4, task2, note2, user } = ids;
  const entity = (type: string, id: string | undefined) => ({ "@odata.type": `${crm}${type}`, [`${type}id`]: id });
  const operation = { "leadwright-operation": ids.operation ?? "" };
  return [
    { method: "POST", path: "leads", body: { subject: "S", lastname: "B", estimatedamount: 5, leadqualitycode: 2 } },
    {
      method: "POST",
      path: "leads?$select=subject&$expand=parentaccountid($select=name)",
      body: { subject: "S", lastname: "B", "parentaccountid@odata.bind": `/accounts(${account2})` },
      headers: { prefer: 'return=representation,odata.include-annotations="*"' },
    },
    {
      method: "POST",
      path: "accounts",
      body: {
        name: "Deep",
        primarycontactid: {
          lastname: "C",
          Contact_Tasks: [{ subject: "T", scheduledstart: "2026-01-01T00:00:00+07:00" }],
        },
        "Account_Tasks@odata.bind": [`/tasks(${task2})`],
      },
    },
    {
      method: "POST",
      path: "emails",
      body: {
        subject: "E",
        email_activity_parties: [
          { "partyid_contact@odata.bind": `/contacts(${contact2})`, participationtypemask: 2 },
          { addressused: "a@example.com", participationtypemask: 1 },
        ],
        "regardingobjectid_lead_email@odata.bind": `/leads(${lead2})`,
      },
    },
    {
      method: "POST",
      path: "annotations",
      body: { subject: "N", documentbody: "aGk=", filename: "a.txt", "objectid_lead@odata.bind": `/leads(${lead2})` },
    },
    {
      method: "POST",
      path: "appointments",
      body: { subject: "A", scheduledstart: "2026-01-01T08:00:00Z", scheduledend: "2026-01-01T09:00:00Z" },
    },
    {
      method: "PATCH",
      path: `leads(${lead2})`,
      body: { subject: "T", numberofemployees: 7, donotemail: true },
      headers: operation,
    },
    { method: "PATCH", path: `leads(${lead2})`, body: { statecode: 2, statuscode: 4 }, headers: { "if-match": "*" } },
    { method: "PATCH", path: `leads(${lead2})`, body: { statecode: 0 } },
    {
      method: "PATCH",
      path: `accounts(${ids.nobody})`,
      body: { name: "Upsert" },
    },
    { method: "PATCH", path: "accounts(accountnumber='F1')", body: { name: "Key" } },
    { method: "PUT", path: `leads(${lead2})/subject`, body: { value: "Z" } },
    { method: "DELETE", path: `leads(${lead2})/description` },
    { method: "DELETE", path: `tasks(${ids.task4})` },
    { method: "POST", path: `accounts(${account2})/Account_Tasks/$ref`, body: { "@odata.id": `tasks(${task2})` } },
    { method: "PUT", path: `leads(${lead2})/parentaccountid/$ref`, body: { "@odata.id": `accounts(${account4})` } },
    { method: "DELETE", path: `leads(${lead2})/parentaccountid/$ref` },
    { method: "DELETE", path: `accounts(${account2})/Account_Tasks(${task2})/$ref` },
    {
      method: "POST",
      path: `leads/${crm}CreateMultiple`,
      body: {
        Targets: [
          { subject: "M", lastname: "B" },
          { subject: "N", lastname: "C" },
        ],
      },
    },
    {
      method: "POST",
      path: `leads/${crm}UpdateMultiple`,
      body: { Targets: [{ ...entity("lead", lead2), subject: "M" }] },
    },
    {
      method: "POST",
      path: `leads/${crm}UpsertMultiple`,
      body: { Targets: [{ ...entity("lead", lead4), lastname: "U" }] },
    },
    { method: "POST", path: `accounts/${crm}DeleteMultiple`, body: { Targets: [entity("account", ids.nobody)] } },
    {
      method: "POST",
      path: `leads(${lead4})/${crm}QualifyLead`,
      body: { CreateAccount: true, CreateContact: true, CreateOpportunity: true, Status: 3 },
    },
    {
      method: "POST",
      path: "WinOpportunity",
      body: {
        Status: 3,
        OpportunityClose: {
          subject: "W",
          "opportunityid@odata.bind": `/opportunities(${opportunity2})`,
          actualrevenue: 5,
        },
      },
    },
    {
      method: "POST",
      path: "LoseOpportunity",
      body: {
        Status: 4,
        OpportunityClose: { subject: "L", "opportunityid@odata.bind": `/opportunities(${opportunity4})` },
      },
    },
    {
      method: "POST",
      path: "GrantAccess",
      body: {
        Target: entity("lead", lead2),
        PrincipalAccess: { AccessMask: "ReadAccess,WriteAccess", Principal: entity("systemuser", user) },
      },
    },
    {
      method: "POST",
      path: "RevokeAccess",
      body: { Target: entity("lead", lead2), Revokee: entity("systemuser", user) },
    },
    { method: "POST", path: "lw_UndoOperation", body: { OperationId: ids.operation, Mode: "possible" } },
    {
      method: "PATCH",
      path: `annotations(${note2})`,
      body: { documentbody: "aGVsbG8=", filename: "b.txt", mimetype: "text/plain" },
    },
    {
      method: "POST",
      path: "userqueries",
      body: { name: "V", returnedtypecode: "lead", fetchxml: '<fetch><entity name="lead"/></fetch>', querytype: 0 },
    },
  ];
}

/** What administrators do besides. */
export function goodAdministration(ids: Ids): GoodWrite[] {
  const { role, team, unit, user, currency } = ids;
  return [
    {
      method: "POST",
      path: "businessunits",
      body: { name: "U", "parentbusinessunitid@odata.bind": `/businessunits(${unit})` },
    },
    {
      method: "PATCH",
      path: `systemusers(${user})`,
      body: { jobtitle: "J", "businessunitid@odata.bind": `/businessunits(${unit})` },
    },
    { method: "PATCH", path: `transactioncurrencies(${currency})`, body: { currencyname: "C" } },
    {
      method: "POST",
      path: `systemusers(${user})/systemuserroles_association/$ref`,
      body: { "@odata.id": `roles(${role})` },
    },
    {
      method: "POST",
      path: `roles(${role})/${crm}AddPrivilegesRole`,
      body: { Privileges: [{ PrivilegeName: "prvReadLead", Depth: "Basic" }] },
    },
    {
      method: "POST",
      path: `teams(${team})/${crm}AddMembersTeam`,
      body: { Members: [{ "@odata.type": `${crm}systemuser`, systemuserid: user }] },
    },
    {
      method: "POST",
      path: "EntityDefinitions",
      body: {
        ...{ SchemaName: "new_FuzzTable", DisplayName: label("F"), DisplayCollectionName: label("Fs") },
        ...{ OwnershipType: "UserOwned", HasNotes: true, HasActivities: false, Description: label("D") },
        Attributes: [{ "@odata.type": `${crm}StringAttributeMetadata`, SchemaName: "new_Name", IsPrimaryName: true }],
      },
    },
    { method: "PUT", path: "EntityDefinitions(LogicalName='new_fuzztable')", body: { DisplayName: label("G") } },
    { method: "DELETE", path: "EntityDefinitions(LogicalName='new_fuzztable')" },
    {
      method: "POST",
      path: "EntityDefinitions(LogicalName='lead')/Attributes",
      body: {
        "@odata.type": `${crm}StringAttributeMetadata`,
        ...{
          SchemaName: "new_Fuzz",
          MaxLength: 50,
          DisplayName: label("Fuzz"),
          RequiredLevel: { Value: "None" },
          FormatName: { Value: "Text" },
        },
      },
    },
    {
      method: "POST",
      path: "InsertOptionValue",
      body: {
        EntityLogicalName: "lead",
        AttributeLogicalName: "leadqualitycode",
        Value: 100_000_001,
        Label: label("Fuzz"),
      },
    },
    {
      method: "POST",
      path: "DeleteOptionValue",
      body: { EntityLogicalName: "lead", AttributeLogicalName: "leadqualitycode", Value: 100_000_001 },
    },
    {
      method: "POST",
      path: "GlobalOptionSetDefinitions",
      body: {
        "@odata.type": `${crm}OptionSetMetadata`,
        Name: "new_fuzz",
        OptionSetType: "Picklist",
        DisplayName: label("F"),
        Options: [{ Value: 1, Label: label("One") }],
      },
    },
    {
      method: "POST",
      path: "EntityDefinitions(LogicalName='lead')/Keys",
      body: { SchemaName: "new_fuzzkey", KeyAttributes: ["telephone3"], DisplayName: label("K") },
    },
  ];
}
