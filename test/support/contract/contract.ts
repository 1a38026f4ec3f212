/** Holds answers against the OpenAPI document: the status must be described, the content type too, and the body fit its schema. No I/O. */
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export interface Answer {
  status: number;
  contentType: string | null;
  /** Parsed when it is JSON, otherwise text. */
  body: unknown;
  /** Null where there is none. */
  etag?: string | null;
}

interface Response {
  $ref?: string;
  content?: Record<string, object>;
}
export interface ContractDocument {
  paths: Record<string, Record<string, { responses: Record<string, Response> }>>;
  components?: { responses?: Record<string, Response> };
}

const DOCUMENT = 'openapi';
const MAX_SHOWN_CHARS = 300;

export class Contract {
  readonly #document: ContractDocument;
  readonly #ajv: Ajv2020;

  constructor(document: ContractDocument) {
    this.#document = document;
    // The document's own words (operationId, paths…) are no schema keywords; its schemas are JSON Schema 2020-12.
    this.#ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(this.#ajv);
    this.#ajv.addSchema(document, DOCUMENT);
  }

  /** What is wrong with the answer, in words; empty when it is as the document says. */
  problems(method: string, path: string, answer: Answer): string[] {
    const verb = method.toLowerCase();
    const status = String(answer.status);
    const responses = this.#document.paths[path]?.[verb]?.responses ?? {};
    const response = responses[status];
    if (!response) return [`the document has no answer ${status}; it was ${shown(answer.body)}`];
    const shared = response.$ref?.split('/').at(-1);
    const content = (shared === undefined ? response : this.#document.components?.responses?.[shared])?.content ?? {};
    if (Object.keys(content).length === 0)
      return answer.body === '' ? [] : [`${status} is described without a body, but had ${shown(answer.body)}`];
    const type = answer.contentType?.split(';')[0]?.trim() ?? '';
    if (!(type in content)) return [`${status} is described as ${Object.keys(content).join(', ')}, but was ${type}`];
    if (type !== 'application/json') return [];
    const at = shared === undefined ? ['paths', path, verb, 'responses', status] : ['components', 'responses', shared];
    return this.fits([...at, 'content', type, 'schema'], answer.body).map((problem) => `${status} ${problem}`);
  }

  /** Whether the document has this answer for this operation. */
  has(method: string, path: string, status: number): boolean {
    return this.#document.paths[path]?.[method.toLowerCase()]?.responses[String(status)] !== undefined;
  }

  /** Whether a value fits the schema at a place of the document; what is wrong with it, in words. */
  fits(place: string[], value: unknown): string[] {
    const pointer = place.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
    if (this.#ajv.validate({ $ref: `${DOCUMENT}#/${pointer}` }, value)) return [];
    return [`does not fit: ${this.#ajv.errors?.slice(0, 3).map(inWords).join('; ')} in ${shown(value)}`];
  }
}

function inWords({ instancePath, message }: ErrorObject): string {
  return `${instancePath || 'the whole'} ${message}`;
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, MAX_SHOWN_CHARS);
}
