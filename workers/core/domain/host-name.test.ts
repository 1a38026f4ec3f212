import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHostName } from './host-name.ts';

const RULES = { reserved: new Set(['api.hopline.example', 'edge.hopline.example']), allowLocal: false };
const problem = (text: string, rules = RULES): string => {
  try {
    return `taken as ${parseHostName('slug', text, rules)}`;
  } catch (error) {
    return (error as Error).message;
  }
};

describe('a host name', () => {
  it.each([
    ['go.acme.com', 'go.acme.com'],
    ['  HTTPS://Go.Acme.com/ ', 'go.acme.com'],
    ['acme.com.', 'acme.com'],
    ['münchen.de', 'xn--mnchen-3ya.de'],
    ['例え.jp', 'xn--r8jz45g.jp'],
    ['правда.рф', 'xn--80aafi6cg.xn--p1ai'],
    ['links.team.test', 'links.team.test'],
  ])('%s is stored as %s', (text, stored) => expect(problem(text)).toBe(`taken as ${stored}`));

  it.each([
    '',
    'acme',
    'a b.com',
    'acme.com/path',
    'acme.com:8080',
    'user@acme.com',
    '-acme.com',
    'acme_x.com',
    '10.0.0.1',
    '[::1]',
    '1.2',
    `${'a'.repeat(64)}.com`,
  ])('%j is refused as no host name', (text) => expect(problem(text)).toMatch(/must be a host name/));

  it.each(['printer.local', 'x.internal', 'go.localhost', 'x.home.arpa', 'x.onion'])(
    '%s is refused as private',
    (text) => expect(problem(text)).toMatch(/must be a public host name/),
  );

  it.each(['com', 'co.uk', 'github.io', 'api.hopline.example', 'edge.hopline.example.'])(
    '%s is nobody’s to own',
    (text) => expect(problem(text)).not.toMatch(/taken/),
  );

  it('under localhost belongs to whoever sits at a development machine', () => {
    expect(problem('go.localhost', { ...RULES, allowLocal: true })).toBe('taken as go.localhost');
  });

  it.each(['аpple.com', 'xn--pple-43d.com', 'gооgle.com', 'раураӏ.com', 'xn--80ak6aa92e.com', 'micrοsoft.com'])(
    '%s is refused because it reads like another one',
    (text) => expect(problem(text)).toMatch(/mixes letters|look like Latin/),
  );

  it('that was taken is taken again as it was stored, and holds nothing that a header or a key could not', () => {
    fc.assert(
      fc.property(fc.domain(), (domain) => {
        const first = problem(domain);
        if (!first.startsWith('taken as ')) return;
        const stored = first.slice('taken as '.length);
        expect(problem(stored)).toBe(first);
        expect(stored).toMatch(/^[a-z0-9.-]+$/);
      }),
    );
  });
});
