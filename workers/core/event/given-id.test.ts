import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUuid, uuidv7 } from '../id/uuidv7.ts';
import { givenEventId, MAX_GIVEN_ID_CHARS } from './given-id.ts';

const given = fc.string({ minLength: 1, maxLength: MAX_GIVEN_ID_CHARS });

describe('an id that a tenant gives', () => {
  it('is the same event whenever it comes again, under an id the ledger accepts', async () => {
    await fc.assert(
      fc.asyncProperty(given, async (text) => {
        const id = await givenEventId('ws_1', text);
        expect(isUuid(id)).toBe(true);
        expect(id[14]).toBe('8');
        expect('89ab').toContain(id[19]);
        expect(await givenEventId('ws_1', text)).toBe(id);
      }),
    );
  });

  it('means nothing in another workspace', async () => {
    expect(await givenEventId('ws_1', 'order-1')).not.toBe(await givenEventId('ws_2', 'order-1'));
    expect(await givenEventId('ws_1', '2 order-1')).not.toBe(await givenEventId('ws_1 2', 'order-1'));
  });

  it('cannot be the id of a click, or of an event that somebody else has named', async () => {
    const click = uuidv7(Date.now());
    expect(await givenEventId('ws_1', click)).not.toBe(click);
    const theirs = await givenEventId('ws_2', 'order-1');
    expect(await givenEventId('ws_1', theirs)).not.toBe(theirs);
  });

  it('stays what it was: events of last year are known by it', async () => {
    expect(await givenEventId('ws_1', 'order-1')).toBe('f2897605-9c2c-8c54-9926-e08685eeb786');
  });

  it.each(['', 'x'.repeat(MAX_GIVEN_ID_CHARS + 1)])('is refused when it is empty or too long', async (text) => {
    await expect(givenEventId('ws_1', text)).rejects.toThrow('1 to 255 characters');
  });
});
