// Written by scripts/load-tables.ts.
import type { Relationship, TableData } from "../src/types.ts";
import relationshipList from "./relationships.json" with { type: "json" };
import accountTable from "./tables/account.json" with { type: "json" };
import activitypartyTable from "./tables/activityparty.json" with { type: "json" };
import activitypointerTable from "./tables/activitypointer.json" with { type: "json" };
import annotationTable from "./tables/annotation.json" with { type: "json" };
import appointmentTable from "./tables/appointment.json" with { type: "json" };
import asyncoperationTable from "./tables/asyncoperation.json" with { type: "json" };
import attributemapTable from "./tables/attributemap.json" with { type: "json" };
import businessunitTable from "./tables/businessunit.json" with { type: "json" };
import campaignTable from "./tables/campaign.json" with { type: "json" };
import campaignresponseTable from "./tables/campaignresponse.json" with { type: "json" };
import competitorTable from "./tables/competitor.json" with { type: "json" };
import connectionTable from "./tables/connection.json" with { type: "json" };
import connectionroleTable from "./tables/connectionrole.json" with { type: "json" };
import contactTable from "./tables/contact.json" with { type: "json" };
import customeraddressTable from "./tables/customeraddress.json" with { type: "json" };
import duplicaterecordTable from "./tables/duplicaterecord.json" with { type: "json" };
import duplicateruleTable from "./tables/duplicaterule.json" with { type: "json" };
import duplicateruleconditionTable from "./tables/duplicaterulecondition.json" with { type: "json" };
import emailTable from "./tables/email.json" with { type: "json" };
import entitymapTable from "./tables/entitymap.json" with { type: "json" };
import faxTable from "./tables/fax.json" with { type: "json" };
import importTable from "./tables/import.json" with { type: "json" };
import importfileTable from "./tables/importfile.json" with { type: "json" };
import importlogTable from "./tables/importlog.json" with { type: "json" };
import incidentTable from "./tables/incident.json" with { type: "json" };
import leadTable from "./tables/lead.json" with { type: "json" };
import leadtoopportunitysalesprocessTable from "./tables/leadtoopportunitysalesprocess.json" with { type: "json" };
import letterTable from "./tables/letter.json" with { type: "json" };
import listTable from "./tables/list.json" with { type: "json" };
import listmemberTable from "./tables/listmember.json" with { type: "json" };
import opportunityTable from "./tables/opportunity.json" with { type: "json" };
import opportunitycloseTable from "./tables/opportunityclose.json" with { type: "json" };
import opportunityproductTable from "./tables/opportunityproduct.json" with { type: "json" };
import opportunitysalesprocessTable from "./tables/opportunitysalesprocess.json" with { type: "json" };
import organizationTable from "./tables/organization.json" with { type: "json" };
import ownerTable from "./tables/owner.json" with { type: "json" };
import phonecallTable from "./tables/phonecall.json" with { type: "json" };
import pricelevelTable from "./tables/pricelevel.json" with { type: "json" };
import processstageTable from "./tables/processstage.json" with { type: "json" };
import productTable from "./tables/product.json" with { type: "json" };
import publisherTable from "./tables/publisher.json" with { type: "json" };
import queueTable from "./tables/queue.json" with { type: "json" };
import queueitemTable from "./tables/queueitem.json" with { type: "json" };
import quoteTable from "./tables/quote.json" with { type: "json" };
import roleTable from "./tables/role.json" with { type: "json" };
import savedqueryTable from "./tables/savedquery.json" with { type: "json" };
import solutionTable from "./tables/solution.json" with { type: "json" };
import subjectTable from "./tables/subject.json" with { type: "json" };
import systemuserTable from "./tables/systemuser.json" with { type: "json" };
import taskTable from "./tables/task.json" with { type: "json" };
import teamTable from "./tables/team.json" with { type: "json" };
import territoryTable from "./tables/territory.json" with { type: "json" };
import transactioncurrencyTable from "./tables/transactioncurrency.json" with { type: "json" };
import userqueryTable from "./tables/userquery.json" with { type: "json" };
import usersettingsTable from "./tables/usersettings.json" with { type: "json" };
import workflowTable from "./tables/workflow.json" with { type: "json" };

// JSON modules are typed by their text, so their words (a column's type) are plain strings to the compiler.
export const tables = [
  accountTable,
  activitypartyTable,
  activitypointerTable,
  annotationTable,
  appointmentTable,
  asyncoperationTable,
  attributemapTable,
  businessunitTable,
  campaignTable,
  campaignresponseTable,
  competitorTable,
  connectionTable,
  connectionroleTable,
  contactTable,
  customeraddressTable,
  duplicaterecordTable,
  duplicateruleTable,
  duplicateruleconditionTable,
  emailTable,
  entitymapTable,
  faxTable,
  importTable,
  importfileTable,
  importlogTable,
  incidentTable,
  leadTable,
  leadtoopportunitysalesprocessTable,
  letterTable,
  listTable,
  listmemberTable,
  opportunityTable,
  opportunitycloseTable,
  opportunityproductTable,
  opportunitysalesprocessTable,
  organizationTable,
  ownerTable,
  phonecallTable,
  pricelevelTable,
  processstageTable,
  productTable,
  publisherTable,
  queueTable,
  queueitemTable,
  quoteTable,
  roleTable,
  savedqueryTable,
  solutionTable,
  subjectTable,
  systemuserTable,
  taskTable,
  teamTable,
  territoryTable,
  transactioncurrencyTable,
  userqueryTable,
  usersettingsTable,
  workflowTable,
] as unknown as readonly TableData[];

export const relationships = relationshipList as unknown as readonly Relationship[];
