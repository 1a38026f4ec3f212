/** Each status has exactly one code, so the field's official client turns every refusal into its own typed error. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Dub } from 'dub';
import * as errors from 'dub/models/errors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError, ERROR_STATUS, type ErrorCode, toErrorBody } from '#core/error/app-error.ts';
import { TestStack } from '../support/stack.ts';
import { newTenant, type Tenant, tokenRow } from '../support/tenant.ts';

type ErrorClass = abstract new (
  ...args: never[]
) => Error & { statusCode: number; error?: { code: string; message: string; docUrl?: string | undefined } };

let stack: TestStack;
let tenant: Tenant;

beforeAll(async () => {
  stack = await TestStack.start();
  tenant = await stack.seedTenant();
});
afterAll(() => stack?.stop());

const clientOf = ({ token }: Pick<Tenant, 'token'>) => new Dub({ token, serverURL: stack.apiUrl });

async function withScopes(scopes: Tenant['scopes']): Promise<Dub> {
  const narrow = newTenant({ ...tenant, tokenId: newTenant().tokenId, token: newTenant().token, scopes });
  await stack.writeRows([await tokenRow(narrow)]);
  return clientOf(narrow);
}

/** Real calls to the running stack, and how the client must understand each refusal. */
const REFUSALS: [number, ErrorCode, ErrorClass, string, () => Promise<unknown>][] = [
  [
    400,
    'bad_request',
    errors.BadRequest,
    'a name asked for twice',
    () =>
      clientOf(tenant).links.createMany([
        { url: 'https://a.test', key: 'twice' },
        { url: 'https://b.test', key: 'twice' },
      ]),
  ],
  [
    401,
    'unauthorized',
    errors.Unauthorized,
    'an unknown token',
    () => clientOf({ token: newTenant().token }).links.count({}),
  ],
  [
    403,
    'forbidden',
    errors.Forbidden,
    'a missing scope',
    async () => (await withScopes(['links.read'])).links.create({ url: 'https://a.test' }),
  ],
  [
    403,
    'forbidden',
    errors.Forbidden,
    'a full plan',
    async () => {
      const full = await stack.seedTenant({ plan: 'free' });
      const month = new Date().toISOString().slice(0, 'YYYY-MM'.length);
      const sql = 'INSERT INTO link_usage (workspace_id, month, created) VALUES (?, ?, 1000000)';
      await stack.writeRows([{ database: 'LINKS_0', sql, values: [full.workspaceId, month] }]);
      return clientOf(full).links.create({ url: 'https://a.test' });
    },
  ],
  [404, 'not_found', errors.NotFound, 'an unknown link', () => clientOf(tenant).links.get({ linkId: 'link_nothing' })],
  [404, 'not_found', errors.NotFound, 'a resource that is not here', () => clientOf(tenant).partners.list({})],
  [
    409,
    'conflict',
    errors.Conflict,
    'a key that is taken',
    async () => {
      await clientOf(tenant).links.upsert({ url: 'https://taken.test', key: 'taken' });
      return clientOf(tenant).links.create({ url: 'https://a.test', key: 'taken' });
    },
  ],
  [
    422,
    'unprocessable_entity',
    errors.UnprocessableEntity,
    'a wrong value',
    () => clientOf(tenant).links.create({ url: 'no address' }),
  ],
  [
    422,
    'unprocessable_entity',
    errors.UnprocessableEntity,
    'a wrong query',
    () => clientOf(tenant).links.list({ pageSize: 1_000 }),
  ],
  [
    429,
    'rate_limit_exceeded',
    errors.RateLimitExceeded,
    'too many requests',
    async () => {
      const small = clientOf(await stack.seedTenant({ plan: 'free' }));
      for (let n = 0; n < 130; n++) await small.links.count({});
    },
  ],
];

describe('the official client', () => {
  it.each(REFUSALS)('meets %i %s as %o: %s', async (status, code, type, _what, call) => {
    const error = await call().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(type);
    const refused = error as InstanceType<ErrorClass>;
    expect(refused.statusCode).toBe(status);
    expect(refused.error).toMatchObject({
      code,
      message: expect.stringMatching(/./),
      docUrl: `${stack.apiUrl}/docs/errors#${code}`,
    });
  });

  it('waits as long as Retry-After says when it is told to retry', async () => {
    const small = await stack.seedTenant({ plan: 'free' });
    const dub = clientOf(small);
    const answers = await Promise.allSettled(
      Array.from({ length: 4 }, () => dub.analytics.retrieve({ interval: '24h' })),
    );
    expect(answers.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
    const patient = {
      retries: {
        strategy: 'backoff' as const,
        retryConnectionErrors: false,
        backoff: { initialInterval: 1, maxInterval: 5_000, exponent: 2, maxElapsedTime: 30_000 },
      },
    };
    expect(await dub.analytics.retrieve({ interval: '24h' }, patient)).toMatchObject({ clicks: 0 });
  });
});

describe('every code of the list', () => {
  /** What the client has a class for; the others it shows as its general error, with status and body. */
  const TYPED: Partial<Record<ErrorCode, ErrorClass>> = {
    bad_request: errors.BadRequest,
    unauthorized: errors.Unauthorized,
    forbidden: errors.Forbidden,
    not_found: errors.NotFound,
    conflict: errors.Conflict,
    invite_expired: errors.InviteExpired,
    unprocessable_entity: errors.UnprocessableEntity,
    rate_limit_exceeded: errors.RateLimitExceeded,
    internal_server_error: errors.InternalServerError,
  };

  it('is understood by the client as it stands in its body', async () => {
    let code: ErrorCode = 'bad_request';
    const server = createServer((_request, response) => {
      const { status, body } = toErrorBody(new AppError(code, 'Because.'), 'https://docs.test/errors');
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const dub = new Dub({ token: 'x', serverURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    for (code of Object.keys(ERROR_STATUS) as ErrorCode[]) {
      const error: unknown = await dub.links.count({}).catch((reason: unknown) => reason);
      expect([code, error]).toEqual([code, expect.any(TYPED[code] ?? errors.SDKError)]);
      expect((error as { statusCode: number }).statusCode).toBe(ERROR_STATUS[code]);
    }
    await new Promise((resolve) => server.close(resolve));
  });
});
