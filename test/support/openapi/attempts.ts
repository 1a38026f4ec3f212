/** What a stranger can ask of an operation when they know somebody else's ids: made from the document, so that a new route is tried the day it is added. */
import { type Document, type Operation, type Schema, sampleOf } from './document.ts';

/** Somebody's ids and names by the name a parameter or field would have: `linkId`, `domain`, `key`. */
export type Facts = Record<string, string>;

export interface Attempt {
  /** How the request was made, for the failure's message. */
  how: string;
  path: string;
  body?: unknown;
}

/** Each place where an id can stand filled with the owner's, one at a time and all at once. */
export function attemptsOn(operation: Operation, document: Document, facts: Facts): Attempt[] {
  const path = filledPath(operation, facts);
  const bodies = bodiesOf(operation, document, facts);
  const queries = queriesOf(operation, facts);
  return queries.flatMap(([how, query]) =>
    bodies.map(([what, body]) => ({
      how: [how, what].filter((part) => part !== '').join(', ') || 'as it is',
      path: path + query,
      ...(body !== undefined && { body }),
    })),
  );
}

/** `/tags/{id}` is asked for the owner's `tagId`; what nobody owns is "nothing". */
function filledPath({ path }: Operation, facts: Facts): string {
  return path.replaceAll(/([\w-]+)\/\{(\w+)\}/g, (_, collection: string, name: string) => {
    const fact = facts[name] ?? facts[factOf(collection)] ?? 'nothing';
    return `${collection}/${encodeURIComponent(fact)}`;
  });
}

/** `tags` → `tagId`. */
export function factOf(collection: string): string {
  const singular = collection.replace(/ies$/, 'y').replace(/s$/, '');
  return `${singular.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}Id`;
}

type Variant<T> = [how: string, value: T];

function queriesOf({ query }: Operation, facts: Facts): Variant<string>[] {
  const known = query.flatMap(({ name }): [string, string][] => {
    const fact = facts[name] ?? facts[name.replace(/s$/, '')];
    return fact === undefined ? [] : [[name, fact]];
  });
  const one = known.map(([name, value]): Variant<string> => [
    `query ${name}`,
    `?${new URLSearchParams({ [name]: value })}`,
  ]);
  const all: Variant<string>[] = known.length > 1 ? [['every query', `?${new URLSearchParams(known)}`]] : [];
  return [['', ''], ...one, ...all];
}

function bodiesOf({ body }: Operation, document: Document, facts: Facts): Variant<unknown>[] {
  if (!body) return [['', undefined]];
  const base = sampleOf(body, document);
  const isList = Array.isArray(base);
  const shape = resolved(isList ? resolved(body, document).items : body, document);
  const example: unknown = isList ? (base as unknown[])[0] : base;
  const known = Object.entries(shape.properties ?? {}).flatMap(([name, schema]): [string, unknown][] => {
    const fact = facts[name] ?? facts[name.replace(/s$/, '')];
    if (fact === undefined) return [];
    return [[name, isArray(resolved(schema, document)) ? [fact] : fact]];
  });
  const put = (fields: [string, unknown][]): unknown => {
    const filled = { ...(example as object), ...Object.fromEntries(fields) };
    return isList ? [filled] : filled;
  };
  const one = known.map((field): Variant<unknown> => [`body ${field[0]}`, put([field])]);
  const all: Variant<unknown>[] = known.length > 1 ? [['every field', put(known)]] : [];
  return [['', base], ...one, ...all];
}

function isArray({ type, anyOf = [], oneOf = [] }: Schema): boolean {
  return type === 'array' || (Array.isArray(type) && type.includes('array')) || [...anyOf, ...oneOf].some(isArray);
}

function resolved(schema: Schema | undefined, document: Document): Schema {
  const name = schema?.$ref?.split('/').at(-1);
  return (name === undefined ? schema : document.components?.schemas?.[name]) ?? {};
}
