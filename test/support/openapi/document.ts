/** The OpenAPI document as tests read it: its operations, and values that its schemas accept. No I/O. */
import type { Permission } from '#core/access/permissions.ts';

export interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  examples?: unknown[];
  example?: unknown;
  format?: string;
  minItems?: number;
  minLength?: number;
  minimum?: number;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Schema;
}

interface RawOperation {
  operationId: string;
  security?: Record<string, unknown>[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  'x-permissions'?: Permission[];
  'x-reads'?: boolean;
}

export interface Document {
  paths: Record<string, Record<string, RawOperation>>;
  components?: { schemas?: Record<string, Schema> };
}

export interface Operation {
  /** `PATCH /links/{linkId}` */
  name: string;
  method: string;
  path: string;
  operationId: string;
  /** Names of the credentials that open it; none when it is public. */
  opens: string[];
  permissions: Permission[];
  pathParams: string[];
  query: Parameter[];
  body?: Schema;
  changes: boolean;
}

export function operationsOf(document: Document): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([verb, raw]) => {
      const method = verb.toUpperCase();
      const schema = raw.requestBody?.content['application/json']?.schema;
      return {
        name: `${method} ${path}`,
        method,
        path,
        operationId: raw.operationId,
        opens: (raw.security ?? []).flatMap(Object.keys),
        permissions: raw['x-permissions'] ?? [],
        pathParams: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!),
        query: (raw.parameters ?? []).filter((parameter) => parameter.in === 'query'),
        ...(schema && { body: schema }),
        changes: method !== 'GET' && raw['x-reads'] !== true,
      };
    }),
  );
}

const MAX_DEPTH = 6;
let samples = 0;

/** A value the schema accepts: an example where there is one, otherwise the least that is required. */
export function sampleOf(schema: Schema, document: Document, name = '', depth = 0): unknown {
  if (schema.$ref) return sampleOf(resolve(schema.$ref, document), document, name, depth);
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  const given = schema.examples?.[0] ?? schema.example;
  if (given !== undefined) return given;
  if (schema.enum) return schema.enum[0];
  const branch = (schema.oneOf ?? schema.anyOf ?? schema.allOf)?.[0];
  if (branch) return sampleOf(branch, document, name, depth + 1);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'object') return sampleObject(schema, document, depth);
  if (type === 'array')
    return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}, document, name, depth + 1));
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1;
  if (type === 'boolean') return true;
  return type === 'null' ? null : sampleText(schema, name);
}

function sampleObject(schema: Schema, document: Document, depth: number): unknown {
  if (depth > MAX_DEPTH) return {};
  const properties = Object.entries(schema.properties ?? {});
  const required = properties.filter(([key]) => schema.required?.includes(key));
  // A change needs something to change.
  const chosen = required.length > 0 || depth > 0 ? required : properties.slice(0, 1);
  return Object.fromEntries(chosen.map(([key, value]) => [key, sampleOf(value, document, key, depth + 1)]));
}

function sampleText({ format, minLength = 1 }: Schema, name: string): string {
  samples += 1;
  if (format === 'email') return `sample${samples}@people.test`;
  if (format === 'uri' || /url$/i.test(name)) return `https://sample.test/${samples}`;
  if (format === 'date-time') return new Date(Date.now() + 86_400_000).toISOString();
  return `Sample ${samples}`.padEnd(minLength, 'x');
}

function resolve(ref: string, document: Document): Schema {
  return document.components?.schemas?.[ref.split('/').at(-1) ?? ''] ?? {};
}
