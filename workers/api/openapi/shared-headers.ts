/** Headers that every operation shares, written into the document once instead of into each route. */
import { isReport } from '../analytics/tag-answers.ts';

interface Response {
  description?: string;
  headers?: Record<string, unknown>;
  content?: Record<string, unknown>;
}
interface Operation {
  security?: unknown[];
  description?: string;
  parameters?: unknown[];
  tags?: string[];
  responses?: Record<string, Response>;
}
/** The part of a generated document that this changes. */
export interface Describable {
  paths?: Record<string, object>;
  components?: object;
}

const WRITES: ReadonlySet<string> = new Set(['post', 'put', 'patch', 'delete']);
const TAKES_IF_MATCH = /`If-Match`/;

const text = (description: string, example: string) => ({ description, schema: { type: 'string' }, example });
const number = (description: string, example: number) => ({ description, schema: { type: 'integer' }, example });

const HEADERS = {
  RequestId: text(
    'Finds this request again in logs and in the audit log. Send `X-Request-Id` to choose it.',
    '5f0c9a3e-6f0e-4b8e-9b0a-2f6f8f0f7c11',
  ),
  RateLimit: number('Requests per window.', 600),
  RateRemaining: number('Requests left in this window.', 599),
  RateReset: number('When the window ends, in Unix seconds.', 1_795_284_000),
  RetryAfter: number('Seconds to wait.', 12),
  Etag: text('The revision of this object, for `If-Match`.', '"3"'),
  AnswerTag: text('Names this very answer, for `If-None-Match`.', 'W/"9f86d081884c7d659a2feaa0c55ad015"'),
  Replayed: text('`true` when this is the kept answer to an earlier request with the same key.', 'true'),
};

const PARAMETERS = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'Any text of 1 to 255 visible characters. Sent again within 24 hours with the same request it gets the same answer and nothing runs twice; with a different request 422; while the first is under way 409.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
    example: '0b8a3c1e-9f57-4c7e-8f0d-2f3d4a5b6c7d',
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: false,
    description: 'The `ETag` of the state you have seen. 412 when the object has changed since.',
    schema: { type: 'string' },
    example: '"3"',
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description:
      'The `ETag` of the answer you have, or several. 304 without a body while it would be the same: then the store is not asked either.',
    schema: { type: 'string' },
    example: 'W/"9f86d081884c7d659a2feaa0c55ad015"',
  },
};

const NOT_MODIFIED = 'You have this answer: what it says has not changed since.';

const header = (name: keyof typeof HEADERS) => ({ $ref: `#/components/headers/${name}` });
const parameter = (name: keyof typeof PARAMETERS) => ({ $ref: `#/components/parameters/${name}` });

/** Adds them to a generated document, in place. */
export function describeSharedHeaders<Doc extends Describable>(document: Doc): Doc {
  document.components = { ...document.components, headers: HEADERS, parameters: PARAMETERS };
  for (const methods of Object.values(document.paths ?? {}))
    for (const [method, operation] of Object.entries(methods as Record<string, Operation>)) describe(method, operation);
  return document;
}

function describe(method: string, operation: Operation): void {
  const isSecuredWrite = WRITES.has(method) && operation.security !== undefined;
  const takesIfMatch = TAKES_IF_MATCH.test(operation.description ?? '');
  const isTagged = answersTags(method, operation);
  if (isTagged && operation.responses) operation.responses['304'] = { description: NOT_MODIFIED };
  const added = [
    ...(isSecuredWrite ? [parameter('IdempotencyKey')] : []),
    ...(takesIfMatch && method === 'patch' ? [parameter('IfMatch')] : []),
    ...(isTagged ? [parameter('IfNoneMatch')] : []),
  ];
  if (added.length > 0) operation.parameters = [...(operation.parameters ?? []), ...added];
  for (const [status, response] of Object.entries(operation.responses ?? {})) {
    response.headers = {
      ...response.headers,
      'X-Request-Id': header('RequestId'),
      'X-RateLimit-Limit': header('RateLimit'),
      'X-RateLimit-Remaining': header('RateRemaining'),
      'X-RateLimit-Reset': header('RateReset'),
      ...(status === '429' && { 'Retry-After': header('RetryAfter') }),
      ...(status.startsWith('2') && isSecuredWrite && { 'Idempotency-Replayed': header('Replayed') }),
      ...(status.startsWith('2') && takesIfMatch && { ETag: header('Etag') }),
      ...(isTagged && ['200', '304'].includes(status) && { ETag: header('AnswerTag') }),
    };
  }
}

/** Reports, but not the files that are streamed as they are made. */
function answersTags(method: string, { tags = [], responses = {} }: Operation): boolean {
  return isReport(method, tags) && Object.keys(responses['200']?.content ?? {}).join() === 'application/json';
}
