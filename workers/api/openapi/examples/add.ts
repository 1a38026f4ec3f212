/** Writes an example into every parameter, body and success of a generated document, so that each operation can be tried as it stands. */
import { composeExample, type Composing } from './compose.ts';
import type { Components, JsonSchema } from '#core/reference/schema.ts';
import { idOf, valueNamed } from './values.ts';

interface Media {
  schema?: JsonSchema;
  example?: unknown;
  examples?: unknown;
}
interface Parameter {
  name?: string;
  in?: string;
  required?: boolean;
  schema?: JsonSchema;
  example?: unknown;
}
interface Operation {
  parameters?: Parameter[];
  requestBody?: { content: Record<string, Media> };
  responses?: Record<string, { content?: Record<string, Media> }>;
}
/** The part of a generated document that this changes. */
interface Exemplified {
  paths?: Record<string, object>;
  components?: { schemas?: object };
}

const JSON_TYPE = 'application/json';
const BINARY = '(binary)';
const TABLE = 'id,createdAt\n';

/** In place. `missing` hears of each field nobody has given an example: `GET /tags 200 .color`. */
export function addExamples<Doc extends Exemplified>(document: Doc, missing: (where: string) => void = () => {}): Doc {
  const components = (document.components?.schemas ?? {}) as Components;
  for (const [path, methods] of Object.entries(document.paths ?? {}))
    for (const [method, operation] of Object.entries(methods as Record<string, Operation>)) {
      const name = `${method.toUpperCase()} ${path}`;
      const composer = (use: Composing['use'], part: string): Composing => ({
        components,
        use,
        missing: (field) => missing(`${name} ${part} ${field}`),
      });
      showParameters(operation, path, composer('request', 'parameters'));
      for (const media of Object.values(operation.requestBody?.content ?? {}))
        show(media, composer('request', 'body'), resourceOf(path));
      for (const [status, { content = {} }] of Object.entries(operation.responses ?? {}))
        showAnswer(content, { composing: composer('response', status), path });
    }
  return document;
}

function showParameters({ parameters = [] }: Operation, path: string, composing: Composing): void {
  for (const parameter of parameters) {
    const { name, schema } = parameter;
    if (name === undefined || !schema || parameter.example !== undefined) continue;
    const within = parameter.in === 'path' ? (resourceBefore(path, name) ?? '') : resourceOf(path);
    const example = parameter.in === 'path' ? (valueNamed(name, within) ?? idOf(within)) : undefined;
    const shown = schema.examples?.[0] ?? example ?? exampleOfParameter(parameter, { composing, within });
    if (shown !== undefined && shown !== null) parameter.example = shown;
  }
}

interface Within {
  composing: Composing;
  within: string;
}

/** undefined for a parameter that may be left out and of which nobody has said what it holds. */
function exampleOfParameter({ name = '', required, schema }: Parameter, { composing, within }: Within): unknown {
  let unknown = false;
  const missing = (path: string): void => {
    unknown = true;
    if (required) composing.missing(path);
  };
  const fields = { type: 'object', properties: { [name]: schema ?? {} }, required: [name] };
  const composed = composeExample(fields, { ...composing, missing }, within) as Record<string, unknown>;
  return unknown && !required ? undefined : composed[name];
}

function show(media: Media, composing: Composing, within: string): void {
  if (media.example !== undefined || media.examples !== undefined || !media.schema) return;
  media.example = composeExample(media.schema, composing, within);
}

interface Answer {
  composing: Composing;
  path: string;
}

function showAnswer(content: Record<string, Media>, { composing, path }: Answer): void {
  for (const [type, media] of Object.entries(content))
    if (type === JSON_TYPE) show(media, composing, resourceOf(path));
    else media.example ??= type.startsWith('text/csv') ? TABLE : BINARY;
}

/** `/links/{linkId}/comments` → `comments`; of what an action works on when the last word is an action: `/tokens/{id}/rotate` → `tokens`. */
function resourceOf(path: string): string {
  const words = path.split('/').filter((word) => word !== '' && !word.startsWith('{'));
  return words.findLast((word) => idOf(word) !== undefined) ?? words.at(-1) ?? '';
}

/** `/links/{linkId}/comments/{commentId}`: `comments` stands before `commentId`. */
function resourceBefore(path: string, parameter: string): string | undefined {
  const words = path.split('/');
  return words[words.indexOf(`{${parameter}}`) - 1];
}
