/** Sets the stage for any operation of the document: makes what its path names by calling the operation that creates such a thing. */
import { type Document, type Operation, operationsOf, sampleOf } from './document.ts';

export interface SceneAnswer {
  status: number;
  body: unknown;
}
export type SceneCall = (method: string, path: string, body?: unknown) => Promise<SceneAnswer>;

/** One request of an operation. */
export interface SceneRequest {
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Bodies and ids that a schema alone does not tell; keyed by `METHOD /path`. */
export type Scripts = Record<string, (ids: { workspaceId: string }) => Promise<SceneRequest> | SceneRequest>;

export class Scene {
  readonly operations: Operation[];
  readonly #document: Document;
  readonly #workspaceId: string;
  readonly #call: SceneCall;
  readonly #scripts: Scripts;

  constructor(document: Document, workspaceId: string, call: SceneCall, scripts: Scripts = {}) {
    this.operations = operationsOf(document);
    this.#document = document;
    this.#workspaceId = workspaceId;
    this.#call = call;
    this.#scripts = scripts;
  }

  /** A request that should succeed: its path names things that were made for it just now. */
  async request(operation: Operation): Promise<SceneRequest> {
    const script = this.#scripts[operation.name];
    if (script) return script({ workspaceId: this.#workspaceId });
    const path = await this.#filled(operation);
    return { path: withQuery(path, operation, this.#document), ...this.#bodyOf(operation) };
  }

  #bodyOf({ body }: Operation): { body?: unknown } {
    return body ? { body: sampleOf(body, this.#document) } : {};
  }

  /** The parameter after `/tags/` is the id of what `POST /tags` makes. */
  async #filled({ path, pathParams }: Operation): Promise<string> {
    let filled = path;
    for (const name of pathParams) {
      const parent = path.slice(0, path.indexOf(`/{${name}}`));
      const id = name === 'workspaceId' ? this.#workspaceId : await this.#make(parent);
      filled = filled.replace(`{${name}}`, encodeURIComponent(id));
    }
    return filled;
  }

  async #make(parent: string): Promise<string> {
    const creating = this.operations.find(({ name }) => name === `POST ${parent}`);
    if (!creating) return 'nothing';
    const { path, body } = await this.request(creating);
    const made = await this.#call('POST', path, body);
    return (made.body as { id?: string } | null)?.id ?? 'nothing';
  }
}

function withQuery(path: string, { query }: Operation, document: Document): string {
  const needed = query.filter(({ required }) => required === true);
  if (needed.length === 0) return path;
  const values = needed.map(({ name, schema }): [string, string] => [name, String(sampleOf(schema, document, name))]);
  return `${path}?${new URLSearchParams(values)}`;
}
