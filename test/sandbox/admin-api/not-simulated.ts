import type { GraphQLFieldResolver } from "graphql";

/** Something valid that Shopify does and this stand-in does not: never answered with null, always said aloud. */
export class NotSimulated extends Error {
  constructor(what: string) {
    super(`not simulated: ${what}`);
    console.error(`sandbox: ${this.message}`);
  }
}

/** Reads the property of a source object, or calls it with its arguments; a property it lacks is not simulated. */
export const resolveField: GraphQLFieldResolver<unknown, unknown> = (source, args, context, info) => {
  const value = (source as Record<string, unknown> | undefined)?.[info.fieldName];
  if (value === undefined) throw new NotSimulated(`${info.parentType.name}.${info.fieldName}`);
  return typeof value === "function" ? value(args, context, info) : value;
};

/** Refuses the keys of an input object that are given and not simulated. */
export function onlyKeys(typeName: string, input: object, simulated: readonly string[]): void {
  for (const [key, value] of Object.entries(input)) {
    if (value != null && !simulated.includes(key)) throw new NotSimulated(`${typeName}.${key}`);
  }
}
