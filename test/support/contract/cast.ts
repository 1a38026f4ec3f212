/** Puts real things in place of the document's invented ones, so that its examples can be sent as they stand. */
import { type Document, type Operation, operationsOf } from '../openapi/document.ts';

/** One invented id of each kind appears in the document, always the same. */
const INVENTED_ID = /\b([a-z]+)_01KAJ2X8Q5N7V3M9T4R6W1YB0C\b/g;
const INVENTED_COMPANY = /\bacme\.com\b/g;
const INVENTED_SLUG = 'acme';
const INVENTED_DAY = '2026-11-21';

export interface Request {
  method: string;
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface CastCall {
  (request: Request): Promise<{ status: number; body: unknown }>;
}

interface Member {
  workspaceId: string;
  /** Somebody else in the workspace: whom one invites, hands over to, removes. */
  colleagueId: string;
  /** e.g. `acme-1a2b.com`; `go.` before it is the workspace's short domain. */
  company: string;
}

/** The examples of an operation, as parsed from the document. */
export interface Examples {
  body: unknown;
  parameters: { name: string; in: string; required: boolean; example: unknown }[];
}

export class Cast {
  readonly #operations: Operation[];
  readonly #document: Document;
  readonly #call: CastCall;
  readonly #member: Member;
  /** Real ids by prefix. What is missing is made by the operation that makes such things. */
  readonly #ids = new Map<string, string>();

  constructor(document: Document, member: Member, call: CastCall) {
    this.#document = document;
    this.#operations = operationsOf(document);
    this.#member = member;
    this.#call = call;
    this.#ids.set('ws', member.workspaceId).set('user', member.colleagueId);
  }

  /** From now on this is the one of its kind. */
  know(id: string): void {
    this.#ids.set(id.split('_', 1)[0] ?? id, id);
  }

  /** The operation's own example: path, required parameters, body. `optional` names parameters to send besides. */
  async request(operation: Operation, optional: string[] = []): Promise<Request> {
    const { parameters, body } = examplesOf(this.#document, operation);
    let { path } = operation;
    const query = new URLSearchParams();
    for (const { name, in: place, required, example } of parameters) {
      if (!required && !optional.includes(name)) continue;
      const value = String(await this.real(example));
      if (place === 'path') path = path.replace(`{${name}}`, encodeURIComponent(value));
      if (place === 'query') query.append(name, value);
    }
    const search = query.size > 0 ? `?${query}` : '';
    const { method } = operation;
    return { method, path: path + search, ...(body !== undefined && { body: await this.real(body) }) };
  }

  /** Any example with real ids, names and days in it. */
  async real<T>(example: T): Promise<T> {
    const text = JSON.stringify(example) ?? 'null';
    for (const [, prefix] of text.matchAll(INVENTED_ID)) if (!this.#ids.has(prefix!)) await this.#make(prefix!);
    const cast = text
      .replaceAll(INVENTED_ID, (id, prefix: string) => this.#ids.get(prefix) ?? id)
      .replaceAll(INVENTED_COMPANY, this.#member.company)
      .replaceAll(`"${INVENTED_SLUG}"`, `"${this.#member.company.replace('.com', '')}"`)
      .replaceAll(`"${INVENTED_DAY}"`, `"${new Date().toISOString().slice(0, INVENTED_DAY.length)}"`);
    return JSON.parse(cast) as T;
  }

  /** Calls the operation whose answer's example has an id of this kind. A kind that nothing makes for this caller stays invented. */
  async #make(prefix: string): Promise<void> {
    const maker = this.#operations.find((operation) => {
      return (
        operation.method === 'POST' &&
        idIn(successOf(this.#document, operation)?.example)?.startsWith(`${prefix}_`) &&
        !this.#needs(operation, prefix)
      );
    });
    if (!maker) return;
    const { status, body } = await this.#call(await this.request(maker));
    const id = idIn(body);
    // Made by others only, such as operators.
    if (status === 403) return;
    if (status >= 300 || id === undefined) throw new Error(`${maker.name} made no ${prefix}: ${JSON.stringify(body)}`);
    this.#ids.set(prefix, id);
  }

  /** True for what works on one that exists, such as pausing it. */
  #needs(operation: Operation, prefix: string): boolean {
    const { parameters, body } = examplesOf(this.#document, operation);
    const required = parameters.filter((parameter) => parameter.required).map(({ example }) => example);
    const text = JSON.stringify([required, body]);
    return [...text.matchAll(INVENTED_ID)].some(([, needed]) => needed === prefix);
  }
}

function idIn(body: unknown): string | undefined {
  const id = (body as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' ? id : undefined;
}

interface RawOperation {
  parameters?: { $ref?: string; name: string; in: string; required?: boolean; example?: unknown }[];
  requestBody?: { content: Record<string, { example?: unknown }> };
  responses: Record<string, { content?: Record<string, { example?: unknown }> }>;
}

function rawOf(document: Document, { method, path }: Operation): RawOperation {
  return document.paths[path]?.[method.toLowerCase()] as unknown as RawOperation;
}

export function examplesOf(document: Document, operation: Operation): Examples {
  const { parameters = [], requestBody } = rawOf(document, operation);
  const own = parameters.filter(({ $ref }) => $ref === undefined);
  return {
    body: Object.values(requestBody?.content ?? {})[0]?.example,
    parameters: own.map(({ name, in: place, required = false, example }) => ({ name, in: place, required, example })),
  };
}

/** The first described success. */
export function successOf(
  document: Document,
  operation: Operation,
): { status: number; type: string; example: unknown } | undefined {
  const { responses } = rawOf(document, operation);
  const [status, response] = Object.entries(responses).find(([code]) => code.startsWith('2')) ?? [];
  const [type, media] = Object.entries(response?.content ?? {})[0] ?? [];
  return status === undefined || type === undefined
    ? undefined
    : { status: Number(status), type, example: media?.example };
}
