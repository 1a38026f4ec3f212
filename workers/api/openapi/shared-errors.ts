/** Refusals, which every operation shares: described once in the document, each with the only code that its status has. */
import { ERROR_STATUS, type ErrorCode } from '#core/error/app-error.ts';
import { ERROR_MEANING, ERROR_PAGE_PATH } from './errors.ts';
import type { Describable } from './shared-headers.ts';

const ERROR_REF = { $ref: '#/components/schemas/Error' };

interface Answer {
  description?: string;
  headers?: object;
  content?: Record<string, { schema?: object; example?: unknown }>;
}

/** Replaces each refusal by a reference to its one description, in place. Comes after the shared headers, which refusals carry, too. */
export function shareErrors<Doc extends Describable>(document: Doc, apiUrl: string): Doc {
  const shared: Record<string, Answer> = {};
  for (const methods of Object.values(document.paths ?? {}))
    for (const operation of Object.values(methods as Record<string, { responses?: Record<string, object> }>))
      for (const [status, answer] of Object.entries(operation.responses ?? {})) {
        const code = codeOf(status);
        // A route may describe such a status by a body of its own.
        if (!code || !operation.responses || !isPlain(answer)) continue;
        shared[code] ??= described(code, answer, apiUrl);
        operation.responses[status] = { $ref: `#/components/responses/${code}` };
      }
  document.components = { ...document.components, responses: shared };
  return document;
}

function isPlain(answer: Answer): boolean {
  return JSON.stringify(answer.content?.['application/json']?.schema) === JSON.stringify(ERROR_REF);
}

function codeOf(status: string): ErrorCode | undefined {
  return (Object.keys(ERROR_STATUS) as ErrorCode[]).find((code) => ERROR_STATUS[code] === Number(status));
}

function described(code: ErrorCode, answer: Answer, apiUrl: string): Answer {
  const schema = answer.content?.['application/json']?.schema ?? {};
  const example = { error: { code, message: ERROR_MEANING[code], doc_url: `${apiUrl}${ERROR_PAGE_PATH}#${code}` } };
  const only = { properties: { error: { properties: { code: { const: code } } } } };
  return { ...answer, content: { 'application/json': { schema: { allOf: [schema, only] }, example } } };
}
