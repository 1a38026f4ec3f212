/** Requests made from the OpenAPI document: right as far as the schemas go, and wrong in a few places each. */
import fc from 'fast-check';
import type { Document, Schema } from '../openapi/document.ts';
import { hostileHeader, hostileJson, hostilePart } from './hostile.ts';

interface Bounded extends Schema {
  maximum?: number;
  maxLength?: number;
  maxItems?: number;
  additionalProperties?: unknown;
}

/** Deeper schemas refer to themselves. */
const MAX_DEPTH = 5;
const MAX_TEXT_CHARS = 60;
/** One field in so many is not what the schema says. */
const ONE_WRONG_IN = 6;

/** A value that mostly fits the schema. */
export function almost(schema: Bounded, document: Document, depth = 0): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: ONE_WRONG_IN - 1, arbitrary: fitting(schema, document, depth) },
    { weight: 1, arbitrary: hostileJson() },
  );
}

function fitting(schema: Bounded, document: Document, depth: number): fc.Arbitrary<unknown> {
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return fitting(document.components?.schemas?.[name] ?? {}, document, depth);
  }
  const written = schema.examples ?? (schema.example === undefined ? [] : [schema.example]);
  const made = madeOf(schema, document, depth);
  return written.length > 0 ? fc.oneof(fc.constantFrom(...written), made) : made;
}

function madeOf(schema: Bounded, document: Document, depth: number): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const branches = schema.oneOf ?? schema.anyOf ?? schema.allOf;
  if (branches) return fc.oneof(...branches.map((branch) => fitting(branch, document, depth + 1)));
  const types = [schema.type ?? 'object'].flat();
  return fc.oneof(...types.map((type) => ofType(type, schema, document, depth)));
}

function ofType(type: string, schema: Bounded, document: Document, depth: number): fc.Arbitrary<unknown> {
  switch (type) {
    case 'object':
      return depth > MAX_DEPTH ? fc.constant({}) : objectOf(schema, document, depth);
    case 'array':
      return fc.array(almost(schema.items ?? {}, document, depth + 1), {
        minLength: schema.minItems ?? 0,
        maxLength: 3,
      });
    case 'integer':
    case 'number':
      return fc.integer({ min: schema.minimum ?? -10, max: Math.max(schema.minimum ?? -10, schema.maximum ?? 10_000) });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return textOf(schema);
  }
}

function textOf({ format, minLength = 0, maxLength = MAX_TEXT_CHARS }: Bounded): fc.Arbitrary<string> {
  if (format === 'email') return fc.emailAddress();
  const plain = fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, MAX_TEXT_CHARS)) });
  return fc.oneof(
    plain,
    fc.webUrl(),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  );
}

/** Required fields are there most of the time, others half of it; sometimes one that nobody knows. */
function objectOf(schema: Bounded, document: Document, depth: number): fc.Arbitrary<unknown> {
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) =>
    fc
      .option(almost(field, document, depth + 1), { nil: undefined, freq: schema.required?.includes(name) ? 12 : 2 })
      .map((value): [string, unknown][] => (value === undefined ? [] : [[name, value]])),
  );
  const unknown = fc.option(fc.tuple(fc.string({ maxLength: 20 }), hostileJson()), { nil: undefined, freq: 2 });
  return fc
    .tuple(fc.tuple(...fields), unknown)
    .map(([known, extra]) => Object.fromEntries([...known.flat(), ...(extra ? [extra] : [])]));
}

const CONTENT_TYPES = [
  'application/json',
  'application/json; charset=utf-16',
  'text/plain',
  'multipart/form-data',
  'application/x-www-form-urlencoded',
  'application/xml',
  'json',
  '',
];
const HEADERS = [
  'if-match',
  'idempotency-key',
  'x-workspace-id',
  'x-request-id',
  'accept',
  'accept-encoding',
  'origin',
  'cookie',
  'content-encoding',
  'cf-connecting-ip',
  'stripe-signature',
  'prefer',
];

/** A request in the words of the wire. */
export interface WireRequest {
  /** Values of the path's parameters, encoded. */
  path: Record<string, string>;
  /** `name=value`, encoded. */
  query: string[];
  body: string | Uint8Array | undefined;
  headers: Record<string, string>;
}

export interface Shape {
  /** Real values, encoded, which the path has most of the time. */
  path: Record<string, string>;
  query: { name: string; schema: Schema }[];
  body: Schema | undefined;
}

export function requests(shape: Shape, document: Document): fc.Arbitrary<WireRequest> {
  return fc.record({
    path: fc.record(
      Object.fromEntries(Object.entries(shape.path).map(([name, real]) => [name, mostly(real, hostilePart())])),
    ),
    query: queryOf(shape, document),
    body: bodyOf(shape, document),
    headers: headersOf(shape.body !== undefined),
  });
}

function mostly(real: string, other: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof({ weight: 2, arbitrary: fc.constant(real) }, { weight: 1, arbitrary: other });
}

function queryOf({ query }: Shape, document: Document): fc.Arbitrary<string[]> {
  const known = query.map(({ name, schema }) =>
    fc.oneof(
      fitting(schema, document, 0).map((value) => `${name}=${encodeURIComponent(asText(value))}`),
      hostilePart().map((value) => `${name}=${value}`),
    ),
  );
  const unknown = fc.tuple(hostilePart(), hostilePart()).map(([name, value]) => `${name}=${value}`);
  return fc.array(fc.oneof(...known, ...(known.length > 0 ? [] : [unknown]), unknown), { maxLength: 4 });
}

function asText(value: unknown): string {
  return (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed();
}

function bodyOf({ body }: Shape, document: Document): fc.Arbitrary<string | Uint8Array | undefined> {
  const broken = fc.oneof(
    fc.constantFrom(
      '{',
      '',
      'null',
      '[]',
      '"',
      '{"a":1,}',
      '{"url":"\ud800"}',
      '['.repeat(50_000),
      '{"a":'.repeat(200),
    ),
    fc.uint8Array({ maxLength: 40 }),
    fc.constant(`{"url":"${'x'.repeat(150_000)}"}`),
  );
  if (!body) return fc.option(broken, { nil: undefined, freq: 4 });
  const text = almost(body, document).map((value) => JSON.stringify(value) ?? '');
  return fc.oneof({ weight: 9, arbitrary: text }, { weight: 1, arbitrary: broken });
}

function headersOf(hasBody: boolean): fc.Arbitrary<Record<string, string>> {
  const type = fc.oneof(
    { weight: 9, arbitrary: fc.constant('application/json') },
    { weight: 1, arbitrary: fc.constantFrom(...CONTENT_TYPES) },
  );
  const odd = fc.dictionary(fc.constantFrom(...HEADERS), hostileHeader(), { maxKeys: 2 });
  return fc
    .tuple(type, fc.option(odd, { nil: {}, freq: 2 }))
    .map(([contentType, others]) => ({ ...(hasBody && { 'content-type': contentType }), ...others }));
}
