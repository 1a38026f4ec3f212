import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { createLinkSchema } from '../link/input.ts';
import { refusal, refusalOf } from './refuse.ts';

function said(schema: z.ZodType, input: unknown): string {
  const result = schema.safeParse(input);
  return result.success ? 'accepted' : refusalOf(result.error.issues, input).message;
}

describe('a refusal', () => {
  it.each([
    [{}, 'url: is required'],
    [{ url: 5 }, 'url: must be a string, got 5'],
    [[], 'body: must be an object, got []'],
    [{ url: 'x', maxClicks: 0.5 }, 'maxClicks: must be an int, got 0.5'],
    [{ url: 'x', statusCode: 200 }, 'statusCode: must be 301, 302, 307 or 308, got 200'],
    [
      { url: 'x', rules: [{ id: 'r', when: [{ on: 'country', is: ['DE'] }], then: {} }] },
      'rules.0.then.url: is required',
    ],
  ])('of %j reads %j', (input, message) => {
    expect(said(createLinkSchema, input)).toBe(message);
  });

  it('stays short and never repeats a secret, whatever was sent', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 20, maxLength: 5_000 }), (value) => {
        expect(refusal('url', 'is wrong', value).message.length).toBeLessThan(150);
        expect(refusal('password', 'is wrong', value).message).toBe('password: is wrong');
      }),
    );
  });
});
