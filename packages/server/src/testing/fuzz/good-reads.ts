/** Requests that read and are answered: every query option, function and element of FetchXML is in one of them. */
import type { Ids } from "./world.ts";

export interface GoodRead {
  readonly path: string;
  /** Values as they are before they are encoded. */
  readonly options: Readonly<Record<string, string>>;
}

const crm = "Microsoft.Dynamics.CRM.";

export function goodReads(ids: Ids): GoodRead[] {
  const { lead, account, contact, user, view } = ids;
  const filters = [
    "statecode eq 0 and contains(subject,'Own') or not endswith(lastname,'x')",
    `_parentaccountid_value eq ${account} or parentaccountid/accountid eq ${account}`,
    "parentaccountid/name ge 'A' and startswith(parentaccountid/parentaccountid/name,'O')",
    "Lead_Tasks/any(o:o/statecode eq 0 and contains(o/subject,'Own'))",
    "Lead_Tasks/all(o:o/statecode eq 1) or Lead_Annotation/any()",
    "parentaccountid/contact_customer_accounts/any(c:c/lastname ne null and c/Contact_Tasks/any())",
    "createdon ge 2020-01-01T00:00:00Z and estimatedamount gt 1.5 and leadqualitycode in (1,2)",
    `${crm}In(PropertyName='subject',PropertyValues=['Own','x'])`,
    `${crm}Between(PropertyName='estimatedamount',PropertyValues=["5","2000"])`,
    `${crm}LastXYears(PropertyName='createdon',PropertyValue='9') and ${crm}EqualUserId(PropertyName='ownerid')`,
    `${crm}EqualUserOrUserTeams(PropertyName='ownerid') or ${crm}Today(PropertyName='createdon')`,
    `${crm}InFiscalPeriodAndYear(PropertyName='createdon',PropertyValue1=1,PropertyValue2=2025)`,
    `${crm}OlderThanXMonths(PropertyName='createdon',PropertyValue=2)`,
    `${crm}On(PropertyName='createdon',PropertyValue='2025-03-04')`,
  ];
  const applies = [
    "groupby((statuscode))",
    "aggregate($count as n,estimatedamount with sum as total)",
    "groupby((statecode,parentaccountid/name),aggregate($count as n,estimatedamount with average as a))",
    "filter(statecode eq 0)/groupby((leadqualitycode),aggregate(createdon with max as newest))",
    "aggregate(_ownerid_value with countdistinct as owners,parentaccountid/revenue with max as most)",
  ];
  const expands = [
    "parentaccountid($select=name;$expand=primarycontactid($select=fullname))",
    "Lead_Tasks($select=subject;$filter=statecode eq 0;$top=2;$orderby=createdon desc),ownerid,owninguser",
    "parentaccountid($expand=contact_customer_accounts($select=fullname;$expand=Contact_Tasks($select=subject)))",
    "Lead_Annotation/$ref,Lead_ActivityPointers,createdby($select=fullname)",
  ];
  const reads: GoodRead[] = [
    ...filters.map(($filter) => ({ path: "leads", options: { $filter, $select: "subject,_ownerid_value" } })),
    ...applies.map(($apply) => ({ path: "leads", options: { $apply } })),
    ...expands.map(($expand) => ({ path: "leads", options: { $expand, $select: "subject", $count: "true" } })),
    ...expands.map(($expand) => ({ path: `leads(${lead})`, options: { $expand } })),
    ...fetches(ids).map(([path, fetchXml]) => ({ path, options: { fetchXml } })),
    { path: "leads", options: { $orderby: "parentaccountid/name desc,subject", $select: "subject", $top: "5" } },
    { path: "accounts", options: { $orderby: "primarycontactid/fullname,name desc", $count: "true" } },
    { path: "leads", options: { $filter: "contains(@p1,@p2)", $orderby: "@p1", "@p1": "subject", "@p2": "'Own'" } },
    {
      path: "accounts",
      options: { $filter: `${crm}UnderOrEqual(PropertyName='accountid',PropertyValue='${account}')` },
    },
    { path: "accounts", options: { $filter: `${crm}Above(PropertyName='accountid',PropertyValue=${account})` } },
    { path: "systemusers", options: { $filter: `${crm}Under(PropertyName='systemuserid',PropertyValue='${user}')` } },
    { path: "leads", options: { savedQuery: view ?? "", $filter: "statecode eq 0" } },
    { path: `accounts(${account})/lead_parent_account`, options: { savedQuery: view ?? "" } },
    { path: `accounts(${account})/contact_customer_accounts`, options: { $apply: "aggregate($count as n)" } },
    { path: `accounts(${account})/contact_customer_accounts`, options: { $select: "fullname", $orderby: "fullname" } },
    { path: `accounts(${account})/Account_Tasks/$ref`, options: {} },
    { path: `accounts(${account})/contact_customer_accounts/$count`, options: {} },
    { path: "leads/$count", options: { $filter: "parentaccountid/revenue gt 1" } },
    { path: `leads(${lead})/parentaccountid`, options: { $select: "name,revenue" } },
    { path: `leads(${lead})/ownerid/$ref`, options: {} },
    { path: `leads(${lead})/subject`, options: {} },
    { path: `leads(${lead})/subject/$value`, options: {} },
    { path: `contacts(${contact})/parentcustomerid_account`, options: { $select: "name" } },
    { path: "accounts(accountnumber='A1')", options: { $select: "name" } },
    { path: "activitypointers", options: { $select: "subject,activitytypecode,_regardingobjectid_value" } },
    { path: "activityparties", options: { $select: "_partyid_value,participationtypemask" } },
    { path: "annotations", options: { $filter: "startswith(notetext,'x')" } },
    { path: "opportunities", options: { $select: "name,estimatedvalue", $orderby: "estimatedvalue desc" } },
  ];
  return [...reads, ...operations(ids)];
}

function operations({ lead, account, reader }: Ids): GoodRead[] {
  const ref = `{'@odata.id':'leads(${lead})'}`;
  return [
    { path: "WhoAmI()", options: {} },
    { path: "RetrieveVersion", options: {} },
    { path: "RetrieveTotalRecordCount(EntityNames=@p1)", options: { "@p1": "['account','lead']" } },
    { path: `systemusers(${reader})/${crm}RetrievePrincipalAccess(Target=@p1)`, options: { "@p1": ref } },
    { path: "RetrieveSharedPrincipalsAndAccess(Target=@p1)", options: { "@p1": ref } },
    { path: "RetrieveRecordChangeHistory(Target=@p1,PagingInfo=@p2)", options: { "@p1": ref, "@p2": "{}" } },
    {
      path: `InitializeFrom(EntityMoniker=@p1,TargetEntityName='account',TargetFieldType=${crm}TargetFieldType'ValidForCreate')`,
      options: { "@p1": ref },
    },
    {
      path: "CalculateRollupField(Target=@p1,FieldName='opendeals')",
      options: { "@p1": `{'@odata.id':'accounts(${account})'}` },
    },
    { path: "FormatAddress(Line1='a',City='b',StateOrProvince='c',PostalCode='d',Country='e')", options: {} },
    { path: "lw_RetrieveBin(Table='lead')", options: {} },
    { path: "EntityDefinitions", options: { $select: "LogicalName,EntitySetName", $filter: "LogicalName eq 'lead'" } },
    {
      path: "EntityDefinitions(LogicalName='lead')",
      options: { $select: "LogicalName", $expand: "Attributes($select=LogicalName),Keys" },
    },
    {
      path: `EntityDefinitions(LogicalName='lead')/Attributes/${crm}PicklistAttributeMetadata`,
      options: { $select: "LogicalName", $expand: "OptionSet($select=Options),GlobalOptionSet" },
    },
    { path: "RelationshipDefinitions(SchemaName='Lead_Tasks')", options: {} },
    { path: "GlobalOptionSetDefinitions(Name='budgetstatus')", options: {} },
  ];
}

/** [set, FetchXML] */
function fetches({ account, contact }: Ids): [string, string][] {
  const condition = (attribute: string, operator: string, value?: string) =>
    `<condition attribute="${attribute}" operator="${operator}"${value === undefined ? "" : ` value="${value}"`}/>`;
  const lead = (inside: string, attributes = "") =>
    `<fetch ${attributes}><entity name="lead">${inside}</entity></fetch>`;
  const join = (inside: string, attributes = "") =>
    `<link-entity name="account" from="accountid" to="parentaccountid" alias="a" ${attributes}>${inside}</link-entity>`;
  const fields = '<attribute name="subject"/><attribute name="createdon" alias="made"/>';
  return [
    [
      "leads",
      lead(
        `${fields}<order attribute="subject" descending="true"/>`,
        'count="2" page="1" returntotalrecordcount="true"',
      ),
    ],
    [
      "leads",
      lead(
        `<all-attributes/><filter type="or">${condition("subject", "like", "%Own%")}${condition("statecode", "eq", "0")}</filter>`,
        'top="3"',
      ),
    ],
    [
      "leads",
      lead(
        `${fields}<filter>${condition("createdon", "last-x-years", "9")}${condition("ownerid", "eq-userid")}</filter>`,
      ),
    ],
    ["leads", lead(`${fields}<filter>${condition("createdon", "in-fiscal-year", "2025")}</filter>`, 'no-lock="true"')],
    [
      "leads",
      lead(
        `${fields}<filter><condition attribute="leadqualitycode" operator="in"><value>1</value><value>2</value></condition></filter>`,
      ),
    ],
    ["leads", lead(`${fields}${join('<attribute name="name"/><order attribute="name"/>')}`)],
    ["leads", lead(`${fields}${join('<attribute name="name"/>', 'link-type="matchfirstrowusingcrossapply"')}`)],
    [
      "leads",
      lead(
        `${fields}${join('<attribute name="name"/>', 'link-type="outer"')}<filter><condition entityname="a" attribute="name" operator="null"/></filter>`,
      ),
    ],
    ...["any", "not any", "all", "not all", "exists", "in"].map((type): [string, string] => [
      "accounts",
      `<fetch><entity name="account"><attribute name="name"/><filter><link-entity name="contact" from="parentcustomerid" to="accountid" link-type="${type}"><filter>${condition("lastname", "not-null")}</filter></link-entity></filter></entity></fetch>`,
    ]),
    [
      "leads",
      lead(
        '<attribute name="estimatedamount" aggregate="sum" alias="s"/><attribute name="leadid" aggregate="count" alias="n"/><attribute name="createdon" groupby="true" dategrouping="month" alias="m"/><order alias="n" descending="true"/>',
        'aggregate="true"',
      ),
    ],
    [
      "leads",
      lead(
        `<attribute name="subject" aggregate="countcolumn" distinct="true" alias="n"/>${join('<attribute name="name" groupby="true" alias="g"/><attribute name="revenue" aggregate="max" alias="x"/>')}`,
        'aggregate="true"',
      ),
    ],
    ["leads", lead('<attribute name="statuscode"/>', 'distinct="true" count="2" page="2"')],
    ["leads", lead(`${fields}<filter><condition attribute="createdon" operator="le" valueof="modifiedon"/></filter>`)],
    [
      "leads",
      lead(
        `${fields}<filter><condition attribute="subject" operator="ne" valueof="a.name"/></filter>${join("")}`,
        'page="2" count="1" paging-cookie="&lt;cookie page=&quot;1&quot;&gt;&lt;leadid last=&quot;{0195C0DE-0000-7000-8000-000000000001}&quot; first=&quot;{0195C0DE-0000-7000-8000-000000000001}&quot; /&gt;&lt;/cookie&gt;"',
      ),
    ],
    [
      "accounts",
      `<fetch><entity name="account"><attribute name="name"/><attribute name="accountid" rowaggregate="CountChildren" alias="children"/><filter>${condition("accountid", "eq-or-under", account)}</filter></entity></fetch>`,
    ],
    [
      "contacts",
      `<fetch><entity name="contact"><no-attrs/><filter>${condition("contactid", "eq", contact)}</filter><link-entity name="task" from="regardingobjectid" to="contactid" link-type="outer"><attribute name="subject"/></link-entity></entity></fetch>`,
    ],
    [
      "systemusers",
      '<fetch><entity name="systemuser"><attribute name="fullname"/><link-entity name="systemuserroles" from="systemuserid" to="systemuserid" intersect="true"><link-entity name="role" from="roleid" to="roleid"><attribute name="name"/></link-entity></link-entity></entity></fetch>',
    ],
  ];
}
