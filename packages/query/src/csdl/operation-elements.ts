/** Actions, functions and the types of what they take and give. */
import type { Schema } from "@leadwright/schema";
import { baseEntity, own } from "./entity-types.ts";
import type { ComplexDescription, EnumDescription, OperationDescription, TypedNames } from "./operations.ts";
import { element } from "./xml.ts";

/** Each operation, for each table that it is bound to. */
export function operationElements({ kind, name, boundTo, ofSet, parameters, returns }: OperationDescription): string[] {
  const type = returns === undefined ? undefined : typeof returns === "string" ? returns : responseName(name);
  const rest = [
    ...Object.entries(parameters ?? {}).map(([parameter, given]) => element("Parameter", typed(parameter, given))),
    ...(type === undefined ? [] : [element("ReturnType", { Type: fullType(type), Nullable: false })]),
  ];
  const bindings = boundTo?.map((table) =>
    ofSet
      ? element("Parameter", { Name: "entityset", Type: `Collection(${own(table)})`, Nullable: false })
      : element("Parameter", { Name: "entity", Type: own(table), Nullable: false }),
  );
  if (bindings === undefined) return [element(kind, { Name: name }, rest)];
  return bindings.map((binding) => element(kind, { Name: name, IsBound: true }, [binding, ...rest]));
}

/** What stands alone can be called by its name under the root. */
export function operationImports(operations: readonly OperationDescription[]): string[] {
  return operations
    .filter(({ boundTo }) => boundTo === undefined)
    .map(({ kind, name }) => element(`${kind}Import`, { Name: name, [kind]: own(name) }));
}

export function responseTypes(operations: readonly OperationDescription[]): ComplexDescription[] {
  return operations.flatMap(({ name, returns }) =>
    typeof returns === "object" ? [{ name: responseName(name), properties: returns }] : [],
  );
}

function responseName(operation: string): string {
  return `${operation}Response`;
}

/** What is an entity inside a complex type is reached by navigation. */
export function complexType(schema: Schema, { name, properties, open }: ComplexDescription): string {
  return element("ComplexType", { Name: name, OpenType: open }, complexProperties(schema, properties));
}

function complexProperties(schema: Schema, properties: TypedNames): string[] {
  return Object.entries(properties).map(([name, type]) => {
    const bare = type.replace(/^Collection\((.*)\)\??$|\?$/, "$1");
    const isEntity = bare === baseEntity || schema.tables.has(bare);
    if (!isEntity) return element("Property", typed(name, type));
    const { Name, Type, Nullable } = typed(name, type);
    return element("NavigationProperty", { Name, Type, Nullable: bare === type ? Nullable : undefined });
  });
}

export function enumType({ name, members, flags }: EnumDescription): string {
  const listed = Object.entries(members).map(([member, value]) => element("Member", { Name: member, Value: value }));
  return element("EnumType", { Name: name, IsFlags: flags }, listed);
}

function typed(name: string, type: string) {
  const required = !type.endsWith("?");
  const bare = required ? type : type.slice(0, -1);
  return {
    Name: name,
    Type: fullType(bare),
    Nullable: required ? false : undefined,
    Scale: bare === "Edm.Decimal" ? "variable" : undefined,
  };
}

function fullType(type: string): string {
  const [, item] = /^Collection\((.*)\)$/.exec(type) ?? [];
  if (item !== undefined) return `Collection(${fullType(item)})`;
  return type.startsWith("Edm.") ? type : own(type);
}
