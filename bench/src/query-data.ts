/** Accounts over the seeded leads, and tasks under them; and the queries that a person would write by hand for what is asked. */

/** Not through the pipeline: it is not what is measured. `$1`: the seller. */
export const queryData: readonly string[] = [
  `insert into crm.account (accountid, name, ownerid, ownerid_table, owninguser, owningbusinessunit, statecode, statuscode, createdon, modifiedon)
   select gen_random_uuid(), 'Account ' || n, u.systemuserid, 'systemuser', u.systemuserid, u.businessunitid, 0, 1, now(), now()
     from generate_series(1, 2000) n, crm.systemuser u where u.systemuserid = $1`,
  `update crm.lead l set parentaccountid = a.accountid, statuscode = case when b.n % 3 = 0 then 2 else 1 end
     from (select accountid, row_number() over () as n from crm.account) a,
          (select leadid, row_number() over () as n from crm.lead) b
    where l.leadid = b.leadid and a.n = b.n % 2000 + 1 and $1::uuid is not null`,
  `insert into crm.task (activityid, subject, regardingobjectid, regardingobjectid_table, ownerid, ownerid_table, owninguser, owningbusinessunit,
                         statecode, statuscode, createdon, modifiedon)
   select gen_random_uuid(), 'Task', l.leadid, 'lead', u.systemuserid, 'systemuser', u.systemuserid, u.businessunitid, 0, 2, now(), now()
     from crm.lead l, crm.systemuser u where u.systemuserid = $1`,
  "update crm.organization set lw_aggregatelimit = 100000000 where $1::uuid is not null",
];

/** By path. No rights, no sign-in. */
export const handWritten: Readonly<Record<string, string>> = {
  "/apply":
    "select statuscode, count(*)::int as n, sum(estimatedamount) as total from crm.lead group by statuscode order by 1",
  "/expand": `
    select a.accountid, a.name, a.versionnumber, (
      select json_agg(l) from (
        select l.leadid, l.subject, l.versionnumber, (
          select json_agg(t) from (
            select t.activityid, t.subject, t.versionnumber,
                   json_build_object('fullname', u.fullname, 'systemuserid', u.systemuserid, 'versionnumber', u.versionnumber) as owninguser
              from crm.task t left join crm.systemuser u on u.systemuserid = t.owninguser
             where t.regardingobjectid = l.leadid order by t.activityid limit 3
          ) t
        ) as "Lead_Tasks"
        from crm.lead l where l.parentaccountid = a.accountid order by l.leadid limit 5
      ) l
    ) as leads
    from crm.account a order by a.accountid limit 20`,
  "/fetch": `
    select l.leadid, l.fullname, l.subject, l.statuscode, l.modifiedon, l.versionnumber, a.name, a.accountid
      from crm.lead l join crm.account a on a.accountid = l.parentaccountid
     where l.statecode = 0 order by l.modifiedon desc, l.leadid desc limit 50`,
};

const fetchXml = `<fetch count="50"><entity name="lead"><attribute name="fullname"/><attribute name="subject"/><attribute name="statuscode"/><attribute name="modifiedon"/><order attribute="modifiedon" descending="true"/><filter><condition attribute="statecode" operator="eq" value="0"/></filter><link-entity name="account" from="accountid" to="parentaccountid" alias="a"><attribute name="name"/></link-entity></entity></fetch>`;

/** The same as requests of the Web API, behind its base. */
export const requests: Readonly<Record<string, string>> = {
  "/apply": `leads?$apply=${encodeURIComponent("groupby((statuscode),aggregate($count as n,estimatedamount with sum as total))")}`,
  "/expand":
    "accounts?$select=name&$top=20&$expand=lead_parent_account($select=subject;$top=5;$expand=Lead_Tasks($select=subject;$top=3;$expand=owninguser($select=fullname)))",
  "/fetch": `leads?fetchXml=${encodeURIComponent(fetchXml)}`,
};
