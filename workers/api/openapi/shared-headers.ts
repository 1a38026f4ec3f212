/** Headers that every operation shares, written into the document once instead of into each route. */

interface Operation {
  security?: unknown[];
  description?: string;
  parameters?: unknown[];
  responses?: Record<string, { headers?: Record<string, unknown> }>;
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
};

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
  const added = [
    ...(isSecuredWrite ? [parameter('IdempotencyKey')] : []),
    ...(takesIfMatch && method === 'patch' ? [parameter('IfMatch')] : []),
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
    };
  }
}
