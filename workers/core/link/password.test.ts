import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './password.ts';
import { signUnlock, UNLOCK_SECONDS, verifyUnlock } from './unlock-token.ts';

const NOW = 1_763_000_000_000;

describe('a password', () => {
  it('opens its own hash and no other', async () => {
    const hash = await hashPassword('Sesam öffne dich');
    expect(hash).toMatch(/^pbkdf2-sha256\$100000\$/);
    expect(await verifyPassword('Sesam öffne dich', hash)).toBe(true);
    expect(await verifyPassword('sesam öffne dich', hash)).toBe(false);
    expect(await verifyPassword('', hash)).toBe(false);
  });

  it('typed with combining accents is the same password', async () => {
    expect(await verifyPassword('cafe\u0301', await hashPassword('caf\u00e9'))).toBe(true);
  });

  it('has another hash each time', async () => {
    expect(await hashPassword('x')).not.toBe(await hashPassword('x'));
  });

  it.each([
    '',
    'plain',
    'pbkdf2-sha256$0$AAAAAAAAAAA=$AAAAAAAAAAAAAAAAAAAAAAAA',
    'pbkdf2-sha256$999999$AAAAAAAAAAA=$AAAAAAAAAAAAAAAAAAAAAAAA',
    'pbkdf2-sha256$1$====%$x',
  ])('opens nothing when the stored text is %j', async (stored) =>
    expect(await verifyPassword('x', stored)).toBe(false),
  );
});

describe('an unlock token', () => {
  it('holds for its link, its password and its time only', async () => {
    const token = await signUnlock('link_1', 'hash', NOW);
    expect(await verifyUnlock(token, 'link_1', 'hash', NOW)).toBe(true);
    expect(await verifyUnlock(token, 'link_2', 'hash', NOW)).toBe(false);
    expect(await verifyUnlock(token, 'link_1', 'new hash', NOW)).toBe(false);
    expect(await verifyUnlock(token, 'link_1', 'hash', NOW + UNLOCK_SECONDS * 1000)).toBe(false);
  });

  it('cannot be given a longer life', async () => {
    const [expires = '', mac = ''] = (await signUnlock('link_1', 'hash', NOW)).split('.');
    expect(await verifyUnlock(`${Number(expires) + 1}.${mac}`, 'link_1', 'hash', NOW)).toBe(false);
  });

  it.each(['', '.', 'a.b', '99999999999.', `99999999999.${'A'.repeat(43)}`, `99999999999.${'='.repeat(43)}`])(
    '%j opens nothing',
    async (token) => expect(await verifyUnlock(token, 'link_1', 'hash', NOW)).toBe(false),
  );
});
