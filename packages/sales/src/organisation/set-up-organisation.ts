import { AppError, type Language } from "@leadwright/schema";
import { administratorRole, type Store, standardRoles, systemCaller, type Work } from "@leadwright/store";
import { addUser } from "../people/add-user.ts";
import { keepSystemViews } from "./keep-system-views.ts";

export interface NewOrganisation {
  readonly name: string;
  /** ISO 4217, such as PLN. */
  readonly baseCurrency: string;
  readonly language: Language;
  /** Of the root business unit; absent: a new one. */
  readonly unitId?: string;
  readonly administrator: {
    /** Absent: a new one. */
    readonly id?: string;
    readonly name: string;
    readonly email: string;
    /** Absent: nobody can sign in with a password yet. */
    readonly passwordHash?: string;
  };
}

/** Dataverse's language codes, kept in organization.languagecode and usersettings.uilanguageid. */
export const languageCodes: Readonly<Record<Language, number>> = { en: 1033, pl: 1045, vi: 1066 };

/** True once an organisation exists; from then on people sign in. */
export async function isSetUp(store: Store): Promise<boolean> {
  return (await store.sql("select 1 from crm.organization limit 1")).length > 0;
}

/**
 * First visit: base currency, organisation, root business unit, the standard roles and the administrator, in one
 * transaction. Throws alreadySetUp (also to the slower of two at once) and invalidArgument.
 */
export function setUpOrganisation(store: Store, input: NewOrganisation): Promise<{ userId: string }> {
  return store.change(systemCaller, (work) => createOrganisation(work, input));
}

/** The same inside a larger transaction, whose caller is the system. `unitId`: the root business unit. */
export async function createOrganisation(
  work: Work,
  input: NewOrganisation,
): Promise<{ userId: string; unitId: string }> {
  const name = input.name.trim();
  if (!name) throw new AppError("invalidArgument", { reason: "The organisation's name is empty." });
  const currency = describeCurrency(input.baseCurrency, input.language);
  await work.sql("select pg_advisory_xact_lock(hashtext('setup'))");
  if ((await work.sql("select 1 from crm.organization limit 1")).length > 0) throw new AppError("alreadySetUp");

  const currencyId = (await work.create("transactioncurrency", currency, { asSystem: true })).id;
  const baseCurrency = { table: "transactioncurrency", id: currencyId };
  await work.create(
    "organization",
    { name, basecurrencyid: baseCurrency, languagecode: languageCodes[input.language] },
    { asSystem: true },
  );
  const unit = { name, ...(input.unitId === undefined ? {} : { businessunitid: input.unitId }) };
  const unitId = (await work.create("businessunit", unit, { asSystem: true })).id;
  await createStandardRoles(work, unitId);
  await keepSystemViews(work);
  const { id, email, passwordHash } = input.administrator;
  const userId = await addUser(work, {
    ...{ name: input.administrator.name, email, role: administratorRole, businessUnitId: unitId },
    ...(id === undefined ? {} : { id }),
    ...(passwordHash === undefined ? {} : { passwordHash }),
  });
  await work.create(
    "usersettings",
    { systemuserid: userId, uilanguageid: languageCodes[input.language] },
    { asSystem: true },
  );
  return { userId, unitId };
}

async function createStandardRoles(work: Work, businessUnitId: string): Promise<void> {
  for (const role of standardRoles(work.schema)) {
    const unit = { table: "businessunit", id: businessUnitId };
    const { id } = await work.create("role", { name: role.name, businessunitid: unit }, { asSystem: true });
    const granted = role.privileges;
    await work.sql(
      `insert into app.roleprivilege (roleid, tablename, rightname, depth)
       select $1, granted.tablename, granted.rightname, granted.depth
         from unnest($2::text[], $3::text[], $4::int[]) as granted (tablename, rightname, depth)`,
      [id, granted.map((p) => p.table), granted.map((p) => p.right), granted.map((p) => p.depth)],
    );
  }
}

function describeCurrency(iso: string, language: Language) {
  const code = iso.trim().toUpperCase();
  if (!Intl.supportedValuesOf("currency").includes(code)) {
    throw new AppError("invalidArgument", { reason: `'${iso}' is not a currency code (ISO 4217).` });
  }
  const format = new Intl.NumberFormat(language, {
    style: "currency",
    currency: code,
    currencyDisplay: "narrowSymbol",
  });
  return {
    currencyname: new Intl.DisplayNames(language, { type: "currency" }).of(code) ?? code,
    isocurrencycode: code,
    currencysymbol: format.formatToParts(0).find((part) => part.type === "currency")?.value ?? code,
    currencyprecision: format.resolvedOptions().maximumFractionDigits ?? 2,
    exchangerate: 1,
  };
}
