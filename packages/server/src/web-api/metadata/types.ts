/** Types of what operations take and give, beside the tables. */
import type { ComplexDescription, EnumDescription } from "@leadwright/query";

export const complexTypes: readonly ComplexDescription[] = [
  /** Whatever properties there are. */
  { name: "expando", properties: {}, open: true },
  {
    name: "LocalizedLabel",
    properties: {
      Label: "Edm.String?",
      LanguageCode: "Edm.Int32",
      IsManaged: "Edm.Boolean?",
      MetadataId: "Edm.Guid?",
      HasChanged: "Edm.Boolean?",
    },
  },
  {
    name: "Label",
    properties: { LocalizedLabels: "Collection(LocalizedLabel)", UserLocalizedLabel: "LocalizedLabel?" },
  },
  { name: "PrincipalAccess", properties: { AccessMask: "AccessRights", Principal: "crmbaseentity" } },
  {
    name: "RolePrivilege",
    properties: {
      Depth: "PrivilegeDepth",
      PrivilegeId: "Edm.Guid",
      BusinessUnitId: "Edm.Guid",
      PrivilegeName: "Edm.String?",
    },
  },
  {
    name: "EntityRecordCountCollection",
    properties: {
      Count: "Edm.Int32",
      IsReadOnly: "Edm.Boolean",
      Keys: "Collection(Edm.String)",
      Values: "Collection(Edm.Int64)",
    },
  },
  {
    name: "EndpointCollection",
    properties: {
      Count: "Edm.Int32",
      IsReadOnly: "Edm.Boolean",
      Keys: "Collection(EndpointType)",
      Values: "Collection(Edm.String)",
    },
  },
  {
    name: "OrganizationDetail",
    properties: {
      OrganizationId: "Edm.Guid",
      FriendlyName: "Edm.String?",
      OrganizationVersion: "Edm.String?",
      EnvironmentId: "Edm.String?",
      UrlName: "Edm.String?",
      UniqueName: "Edm.String?",
      State: "OrganizationState",
      Endpoints: "EndpointCollection",
    },
  },
  {
    name: "AuditDetail",
    properties: { AuditRecord: "expando?", OldValue: "crmbaseentity?", NewValue: "crmbaseentity?" },
  },
  {
    name: "AuditDetailCollection",
    properties: {
      MoreRecords: "Edm.Boolean",
      PagingCookie: "Edm.String?",
      TotalRecordCount: "Edm.Int32",
      AuditDetails: "Collection(AuditDetail)",
    },
  },
  {
    name: "lw_Kept",
    properties: {
      Table: "Edm.String",
      Id: "Edm.Guid",
      Name: "Edm.String?",
      Code: "Edm.String",
      Column: "Edm.String?",
      By: "Edm.String?",
      At: "Edm.DateTimeOffset?",
      Other: "Edm.String?",
    },
  },
  {
    name: "lw_BinRow",
    properties: {
      BinId: "Edm.Guid",
      Table: "Edm.String",
      Id: "Edm.Guid",
      Name: "Edm.String?",
      DeletedOn: "Edm.DateTimeOffset",
      DeletedBy: "Edm.Guid",
      DeletedByName: "Edm.String?",
      OperationId: "Edm.Guid",
      ExpiresOn: "Edm.DateTimeOffset?",
      Others: "Collection(lw_BinOthers)",
      Together: "Edm.Int32",
    },
  },
  { name: "lw_BinOthers", properties: { Table: "Edm.String", Count: "Edm.Int32" } },
  {
    name: "lw_TakenChange",
    properties: { Table: "Edm.String", Id: "Edm.Guid", Name: "Edm.String?", Message: "Edm.String" },
  },
  { name: "lw_UndoRun", properties: { UndoOperationId: "Edm.Guid", OperationId: "Edm.Guid" } },
];

export const enumTypes: readonly EnumDescription[] = [
  {
    name: "AccessRights",
    flags: true,
    members: {
      None: 0,
      ReadAccess: 1,
      WriteAccess: 2,
      AppendAccess: 4,
      AppendToAccess: 16,
      CreateAccess: 32,
      DeleteAccess: 65_536,
      ShareAccess: 262_144,
      AssignAccess: 524_288,
    },
  },
  { name: "PrivilegeDepth", members: { Basic: 0, Local: 1, Deep: 2, Global: 3 } },
  { name: "EndpointAccessType", members: { Default: 0, Internet: 1, Intranet: 2 } },
  { name: "EndpointType", members: { OrganizationService: 0, OrganizationDataService: 1, WebApplication: 2 } },
  { name: "OrganizationState", members: { Enabled: 0, Disabled: 1 } },
];
