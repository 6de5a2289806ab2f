/** What the specification leaves open or says otherwise than the real service behaves. Keys are `table.column` or `column`. */
import type { Ownership, RequiredLevel } from "../../src/types.ts";

/** Logical columns that only repeat another lookup; left out like those the specification notes as legacy. */
export const legacyColumns = new Set([
  "quote.accountid",
  "quote.contactid",
  "contact.accountid",
  "contact.parentcontactid",
]);

export const internalColumns = new Set(["timezoneruleversionnumber", "utcconversiontimezonecode"]);

/** The system writes these, whatever the specification says of create and update. */
export const systemColumns = new Set([
  "createdby",
  "createdon",
  "createdonbehalfby",
  "modifiedby",
  "modifiedon",
  "modifiedonbehalfby",
  "owningbusinessunit",
  "owningteam",
  "owninguser",
  "versionnumber",
  "composite",
  "lead.fullname",
  "contact.fullname",
  "systemuser.fullname",
  "annotation.isdocument",
  "queueitem.ownerid",
]);

/** Given once, on create. */
export const createOnlyColumns = new Set(["overriddencreatedon", "importsequencenumber"]);

export const required: Readonly<Record<string, RequiredLevel>> = {
  "annotation.subject": "Recommended",
  "phonecall.from": "Recommended",
  "phonecall.to": "Recommended",
  "connection.name": "SystemRequired",
  "connection.relatedconnectionid": "None",
  "systemuser.invitestatuscode": "SystemRequired",
  // People with one name exist.
  "systemuser.firstname": "Recommended",
  "opportunity.transactioncurrencyid": "SystemRequired",
  "campaign.transactioncurrencyid": "SystemRequired",
  "pricelevel.transactioncurrencyid": "SystemRequired",
  "quote.transactioncurrencyid": "SystemRequired",
  "quote.pricelevelid": "Recommended",
  "quote.quotenumber": "SystemRequired",
  "queueitem.owningbusinessunit": "SystemRequired",
  "queueitem.owninguser": "SystemRequired",
  "businessunit.parentbusinessunitid": "Recommended",
  "product.defaultuomid": "None",
  "product.defaultuomscheduleid": "None",
  "product.quantitydecimal": "SystemRequired",
  "product.productnumber": "Recommended",
  // The service demands these names of callers although its metadata calls them its own affair.
  "team.name": "ApplicationRequired",
  "businessunit.name": "ApplicationRequired",
  "role.name": "ApplicationRequired",
  "connectionrole.name": "ApplicationRequired",
  "competitor.name": "ApplicationRequired",
  "campaign.name": "ApplicationRequired",
  "list.listname": "ApplicationRequired",
  "pricelevel.name": "ApplicationRequired",
  "territory.name": "ApplicationRequired",
  "subject.title": "ApplicationRequired",
  "transactioncurrency.currencyname": "ApplicationRequired",
  "transactioncurrency.isocurrencycode": "ApplicationRequired",
  "userquery.name": "ApplicationRequired",
  "savedquery.name": "ApplicationRequired",
  "duplicaterule.name": "ApplicationRequired",
};

export const ownership: Readonly<Record<string, Ownership>> = {
  user: "user",
  businessunit: "businessunit",
  organization: "organization",
  none: "parent",
  "user-parent": "parent",
};

/** The lookup that a row's rights follow; tables of ownership parent that are not here are everybody's. */
export const parentColumns: Readonly<Record<string, string>> = {
  activityparty: "activityid",
  opportunityproduct: "opportunityid",
  listmember: "listid",
  customeraddress: "parentid",
  duplicaterulecondition: "regardingobjectid",
};

export const keys: Readonly<Record<string, readonly (readonly string[])[]>> = {
  account: [["accountnumber"]],
  product: [["productnumber"]],
  systemuser: [["internalemailaddress"]],
  transactioncurrency: [["isocurrencycode"]],
};

/** Characters, where the specification is silent. Address columns take the length of the lead's. */
export const lengths: Readonly<Record<string, number>> = {
  additionalheaderrow: 1_073_741_823,
  additionalinfo: 1_048_576,
  address1_primarycontactname: 100,
  address2_primarycontactname: 100,
  address3_primarycontactname: 100,
  advancedgroupby: 1_048_576,
  baseattributename: 100,
  baseentitymatchcodetable: 128,
  baseentityname: 100,
  category: 250,
  columnvalue: 1_048_576,
  composite: 1_000,
  content: 1_073_741_823,
  data: 1_073_741_823,
  dependencytoken: 256,
  emailaddress: 256,
  entityimage_url: 200,
  entitytype: 100,
  errordescription: 1_048_576,
  exchangeitemid: 100,
  exchangeweblink: 1_250,
  fax: 50,
  friendlymessage: 1_073_741_823,
  headercolumn: 1_048_576,
  headerrow: 1_048_576,
  hostid: 256,
  inputparameters: 1_073_741_823,
  introducedversion: 48,
  matchingattributename: 100,
  matchingentitymatchcodetable: 128,
  matchingentityname: 100,
  messagename: 160,
  name: 500,
  opportunityproductname: 500,
  parsedtablecolumnprefix: 10,
  parsedtablename: 50,
  primarycontactname: 100,
  primaryentity: 100,
  primaryentitytype: 100,
  processroleassignment: 1_048_576,
  productdescription: 500,
  productname: 500,
  promotioncodename: 250,
  queryapi: 100,
  recurrencepattern: 256,
  relatedentitycolumns: 1_048_576,
  rootexecutioncontext: 1_073_741_823,
  size: 20,
  sourceattributename: 100,
  sourceentityname: 160,
  subcategory: 250,
  targetattributename: 100,
  targetentityname: 160,
  traversedpath: 1_250,
  triggeronupdateattributelist: 1_073_741_823,
  uniquename: 256,
  userpuid: 100,
  workflowstagename: 256,
};

/** Dates without a time of day. */
export const dateOnly = new Set([
  "anniversary",
  "birthdate",
  "closedon",
  "effectivefrom",
  "effectiveto",
  "estimatedclosedate",
  "expireson",
  "finaldecisiondate",
  "followupby",
  "lastusedincampaign",
  "opportunity.actualclosedate",
  "pricelevel.begindate",
  "pricelevel.enddate",
  "product.validfromdate",
  "product.validtodate",
  "requestdeliveryby",
  "schedulefollowup_prospect",
  "schedulefollowup_qualify",
  "scheduleproposalmeeting",
]);

/** A two-option column of a new row is false, but for these; null: it is nothing until somebody says. */
export const twoOptionDefaults: Readonly<Record<string, boolean | null>> = {
  followemail: true,
  directioncode: true,
  isregularactivity: true,
  isfirstrowheader: true,
  usesystemmap: true,
  isrevenuesystemcalculated: false,
  displayinserviceviews: true,
  ignoreblankvalues: true,
  excludeinactiverecords: true,
  confirminterest: null,
  evaluatefit: null,
  "connection.ismaster": true,
  "import.isimport": true,
};

export const choiceDefaults: Readonly<Record<string, number>> = {
  preferredcontactmethodcode: 1,
  prioritycode: 1,
  incomingemaildeliverymethod: 0,
  outgoingemaildeliverymethod: 0,
  "systemuser.accessmode": 0,
  "systemuser.caltype": 0,
  "systemuser.emailrouteraccessapproval": 0,
  "systemuser.invitestatuscode": 0,
  "team.teamtype": 0,
  "queue.queueviewtype": 0,
  "email.deliveryprioritycode": 1,
  "importfile.processcode": 1,
  "importfile.filetypecode": 0,
  "importfile.fielddelimitercode": 2,
  "importfile.datadelimitercode": 1,
  "importfile.upsertmodecode": 0,
};
