/** Fields of a body as rows: name, type, bounds. */
import { allowsNull, type Components, type JsonSchema, resolve, typeOf } from './schema.ts';

export interface Described extends JsonSchema {
  description?: string;
  deprecated?: boolean;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
}

/** Fields inside fields, written as `geo.DE`; deeper ones are seen in the example. */
const MAX_DEPTH = 2;
/** More values are a list of their own, not a line of a table. */
const MAX_SHOWN_VALUES = 12;

export interface Field {
  /** Fields inside fields are written as `geo.DE`. */
  name: string;
  schema: Described;
  required: boolean;
}

/** In the order of the schema. */
export function fieldsIn(schema: JsonSchema, components: Components): Field[] {
  return fieldsOf(schema, components, '', 0);
}

function fieldsOf(given: JsonSchema, components: Components, prefix: string, depth: number): Field[] {
  const schema = inner(given, components);
  if (depth > MAX_DEPTH) return [];
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    const field: Field = {
      name,
      schema: resolve(value, components).schema,
      required: schema.required?.includes(key) ?? false,
    };
    return [field, ...fieldsOf(value, components, name, depth + 1)];
  });
}

/** What holds the fields: of a list its items, of a choice its first branch. */
function inner(given: JsonSchema, components: Components): JsonSchema {
  const { schema } = resolve(given, components);
  if (schema.items) return inner(schema.items, components);
  const branch = (schema.anyOf ?? schema.oneOf)?.find((each) => each.type !== 'null');
  return branch && !schema.properties ? inner(branch, components) : schema;
}

/** e.g. `string or null, at most 190 characters`. */
export function typeText(given: JsonSchema, components: Components): string {
  const schema = resolve(given, components).schema as Described;
  const branch = (schema.anyOf ?? schema.oneOf)?.find((each) => each.type !== 'null');
  const values = schema.enum?.slice(0, MAX_SHOWN_VALUES).map(String).join(', ');
  const more = (schema.enum?.length ?? 0) > MAX_SHOWN_VALUES ? ', …' : '';
  const type =
    values ??
    typeOf(schema) ??
    (branch ? typeText(branch, components) : schema.const === undefined ? 'any' : JSON.stringify(schema.const));
  return [type + more + (allowsNull(schema) && !type.endsWith('null') ? ' or null' : ''), ...boundsOf(schema)].join(
    ', ',
  );
}

function boundsOf({ minimum, maximum, minLength, maxLength, minItems, maxItems }: Described): string[] {
  const range = (low: number | undefined, high: number | undefined, unit: string): string[] => {
    if (high !== undefined && high < Number.MAX_SAFE_INTEGER)
      return [(low ?? 0) > 0 ? `${low} to ${high}${unit}` : `at most ${high}${unit}`];
    return low !== undefined && low > Number.MIN_SAFE_INTEGER ? [`at least ${low}${unit}`] : [];
  };
  return [
    ...range(minimum, maximum, ''),
    ...range(minLength, maxLength, ' characters'),
    ...range(minItems, maxItems, ' entries'),
  ];
}
