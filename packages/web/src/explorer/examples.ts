import type { MessageId } from "../language/load.ts";

interface Example {
  readonly label: MessageId;
  readonly query: string;
}

/** Ready to run in every organisation. */
export const examples: readonly Example[] = [
  {
    label: "explorer.example.open",
    query: "leads?$select=subject,fullname,createdon&$filter=statecode eq 0&$orderby=createdon desc&$top=10",
  },
  { label: "explorer.example.count", query: "leads/$count?$filter=statecode eq 0" },
  {
    label: "explorer.example.expand",
    query: "opportunities?$select=name,estimatedvalue&$expand=parentaccountid($select=name)&$top=10",
  },
  {
    label: "explorer.example.related",
    query: "accounts?$select=name&$filter=Account_Tasks/any(t:t/statecode eq 0)&$top=10",
  },
  { label: "explorer.example.apply", query: "leads?$apply=groupby((leadsourcecode),aggregate($count as leads))" },
  { label: "explorer.example.whoAmI", query: "WhoAmI" },
  {
    label: "explorer.example.definition",
    query:
      "EntityDefinitions(LogicalName='lead')?$select=LogicalName,EntitySetName&$expand=Attributes($select=LogicalName,AttributeType)",
  },
  { label: "explorer.example.sets", query: "" },
];

/** Where FetchXML begins, and an example of it: how many leads came from where. */
export const fetchExample = `<fetch aggregate="true">
  <entity name="lead">
    <attribute name="leadsourcecode" alias="source" groupby="true" />
    <attribute name="leadid" alias="leads" aggregate="count" />
  </entity>
</fetch>`;
