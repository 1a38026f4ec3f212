import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { request } from '../test-client.ts';
import { MAX_BODY_BYTES, MAX_BODY_DEPTH, nesting } from './body-guard.ts';

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe('nesting', () => {
  it('is the depth of any JSON, whatever its strings hold', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(nesting(JSON.stringify(value))).toBe(depthOf(value));
      }),
    );
  });

  it('does not recurse: a hundred thousand brackets are counted like ten', () => {
    expect(nesting('['.repeat(100_000))).toBe(100_000);
  });
});

describe('a body', () => {
  const send = (body: string) => request<{ error: { message: string } }>('POST', '/auth/sign-in/email', {}, body);

  it('is refused when it is too large, too deep or not JSON, before anything reads it', async () => {
    expect((await send(`"${'x'.repeat(MAX_BODY_BYTES)}"`)).body.error.message).toMatch(/larger than 100 KB/);
    expect((await send('['.repeat(MAX_BODY_DEPTH + 1))).body.error.message).toMatch(/nested deeper/);
    expect((await send('{"email":')).body.error.message).toMatch(/not valid JSON/);
  });
});
