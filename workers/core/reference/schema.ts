/** The part of a JSON schema that examples are composed from, and that the reference shows. */

export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  additionalProperties?: unknown;
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  example?: unknown;
  examples?: unknown[];
  format?: string;
  pattern?: string;
  minimum?: number;
  minItems?: number;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
}

/** Component schemas by name. */
export type Components = Record<string, JsonSchema>;

/** The component a reference names; the schema itself when it is none. */
export function resolve(schema: JsonSchema, components: Components): { schema: JsonSchema; component?: string } {
  const component = schema.$ref?.split('/').at(-1);
  if (component === undefined) return { schema };
  // Words beside a reference describe the place, those behind it the thing.
  const { $ref: _, ...beside } = schema;
  return { schema: { ...components[component], ...beside }, component };
}

/** The example that the schema's author wrote. */
export function writtenExample(schema: JsonSchema): { value: unknown } | undefined {
  if (schema.const !== undefined) return { value: schema.const };
  if (schema.example !== undefined) return { value: schema.example };
  return schema.examples !== undefined && schema.examples.length > 0 ? { value: schema.examples[0] } : undefined;
}

export function allowsNull({ type, anyOf = [], oneOf = [] }: JsonSchema): boolean {
  return type === 'null' || (Array.isArray(type) && type.includes('null')) || [...anyOf, ...oneOf].some(allowsNull);
}

/** The first type that is not null. */
export function typeOf({ type }: JsonSchema): string | undefined {
  return Array.isArray(type) ? type.find((each) => each !== 'null') : type;
}
