/** Composes an example of a schema from the examples of its fields. No I/O. */
import { COMPONENT_EXAMPLES } from './components.ts';
import {
  allowsNull,
  type Components,
  type JsonSchema,
  resolve,
  typeOf,
  writtenExample,
} from '#core/reference/schema.ts';
import { valueNamed } from './values.ts';

export interface Composing {
  components: Components;
  /** A request names what must be there and what its author shows; an answer shows every field. */
  use: 'request' | 'response';
  /** Told of each field that nobody has given an example. */
  missing: (path: string) => void;
}

interface Place {
  /** Where in the example, for `missing`. */
  path: string;
  /** Name of the field. */
  name: string;
  /** What the field is part of: a component, a resource. */
  within: string;
  nullable: boolean;
}

/** Deeper schemas refer to themselves. */
const MAX_DEPTH = 8;

/** A value that the schema accepts. `within` is the resource an unnamed `id` belongs to. */
export function composeExample(schema: JsonSchema, composing: Composing, within: string, path = ''): unknown {
  return compose(schema, composing, { path, name: '', within, nullable: false }, 0);
}

function compose(given: JsonSchema, composing: Composing, place: Place, depth: number): unknown {
  const { schema, component } = resolve(given, composing.components);
  const written = writtenExample(schema);
  if (written) return written.value;
  if (component !== undefined && component in COMPONENT_EXAMPLES) return COMPONENT_EXAMPLES[component];
  const at = component === undefined ? place : { ...place, name: place.name, within: component };
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  const branches = (schema.anyOf ?? schema.oneOf ?? schema.allOf)?.filter((each) => each.type !== 'null');
  if (branches?.[0]) return compose(branches[0], composing, { ...at, nullable: allowsNull(schema) }, depth);
  switch (typeOf(schema)) {
    case 'object':
      return depth > MAX_DEPTH ? {} : composeObject(schema, composing, at, depth);
    case 'array':
      if (at.nullable && valueNamed(at.name, at.within) === null) return null;
      return composeList(schema, composing, at, depth);
    case 'integer':
    case 'number':
      return numberNamed(schema, at);
    case 'boolean':
      return false;
    case 'null':
      return null;
    case undefined:
    default:
      return textOf(schema, composing, at);
  }
}

function composeObject(schema: JsonSchema, composing: Composing, place: Place, depth: number): object {
  const fields = Object.entries(schema.properties ?? {});
  const shown = fields.filter(
    ([name, field]) =>
      composing.use === 'response' ||
      schema.required?.includes(name) ||
      writtenExample(resolve(field, composing.components).schema) !== undefined,
  );
  // A change needs something to change.
  const chosen = shown.length > 0 || depth > 0 ? shown : fields.slice(0, 1);
  return Object.fromEntries(
    chosen.map(([name, field]) => [name, compose(field, composing, inside(place, name), depth + 1)]),
  );
}

function inside({ path, name, within }: Place, field: string): Place {
  return { path: `${path}.${field}`, name: field, within: name === '' ? within : name, nullable: false };
}

function composeList(schema: JsonSchema, composing: Composing, place: Place, depth: number): unknown[] {
  const named = valueNamed(place.name, place.within);
  if (Array.isArray(named)) return named;
  if (!schema.items || depth > MAX_DEPTH) return [];
  const length = Math.max(1, schema.minItems ?? 0);
  return Array.from({ length }, () =>
    compose(schema.items!, composing, { ...place, path: `${place.path}[]` }, depth + 1),
  );
}

function numberNamed({ minimum }: JsonSchema, { name, within }: Place): number {
  const named = valueNamed(name, within);
  return typeof named === 'number' ? named : Math.max(1, minimum ?? 1);
}

function textOf(schema: JsonSchema, composing: Composing, { path, name, within, nullable }: Place): unknown {
  const named = valueNamed(name, within);
  if (typeof named === 'string') return named;
  if (nullable || allowsNull(schema)) return null;
  if (schema.type === undefined) return named ?? null;
  composing.missing(path);
  return name;
}
