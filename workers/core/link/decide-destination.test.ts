import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import { type Case, answerOf, link, facts, NOW, CLICK_ID, HOME, toB } from './testing/decide-table.ts';

function table(cases: Case[]): void {
  it.each(cases)('%s', (_name, record, known, answer) => expect(answerOf(record, known)).toBe(answer));
}

describe('the query', () => {
  table([
    ['is handed on', {}, { query: 'a=1' }, '302 https://acme.example/home?a=1'],
    ['joins the link’s own', { url: 'https://a.example/?x=1' }, { query: 'a=1' }, '302 https://a.example/?x=1&a=1'],
    [
      'of the visitor wins',
      { url: 'https://a.example/?utm_source=link' },
      { query: 'utm_source=mail' },
      '302 https://a.example/?utm_source=mail',
    ],
    [
      'stands before the fragment',
      { url: 'https://a.example/#part' },
      { query: 'a=1' },
      '302 https://a.example/?a=1#part',
    ],
    ['keeps repeated names', {}, { query: 'a=1&a=2' }, '302 https://acme.example/home?a=1&a=2'],
    ['keeps its encoding', {}, { query: 'a=%2F%20+b' }, '302 https://acme.example/home?a=%2F%20+b'],
    [
      'compares names decoded',
      { url: 'https://a.example/?a%20b=1' },
      { query: 'a+b=2' },
      '302 https://a.example/?a+b=2',
    ],
    ['with an empty pair', {}, { query: '&&a=1&' }, '302 https://acme.example/home?a=1'],
    ['without a value', {}, { query: 'flag' }, '302 https://acme.example/home?flag'],
    [
      'with raw quotes is made safe',
      {},
      { query: 'a="><script>' },
      '302 https://acme.example/home?a=%22%3E%3Cscript%3E',
    ],
    ['with raw unicode is made safe', {}, { query: 'a=ü' }, '302 https://acme.example/home?a=%C3%BC'],
    ['with a line break is made safe', {}, { query: 'a=1\r\nX: y' }, '302 https://acme.example/home?a=1%0D%0AX:%20y'],
    ['is dropped when the link says so', { dropQuery: true }, { query: 'a=1' }, HOME],
    [
      'naming another place does not lead there',
      {},
      { query: 'url=https://evil.example&redirect=//evil.example' },
      '302 https://acme.example/home?url=https://evil.example&redirect=//evil.example',
    ],
    ['joins an app address', { url: 'com.acme.app://open?x=1' }, { query: 'a=1' }, '302 com.acme.app://open?x=1&a=1'],
  ]);
});

describe('the click id', () => {
  table([
    ['is handed on', { trackConversion: true }, {}, `302 https://acme.example/home?dub_id=${CLICK_ID}`],
    [
      'replaces one in the url',
      { trackConversion: true, url: 'https://a.example/?dub_id=old&b=1' },
      {},
      `302 https://a.example/?b=1&dub_id=${CLICK_ID}`,
    ],
    [
      'stands beside the query',
      { trackConversion: true },
      { query: 'a=1' },
      `302 https://acme.example/home?a=1&dub_id=${CLICK_ID}`,
    ],
    [
      'reaches Stripe payment links',
      { trackConversion: true, url: 'https://buy.stripe.com/abc' },
      {},
      `302 https://buy.stripe.com/abc?dub_id=${CLICK_ID}&client_reference_id=dub_id_${CLICK_ID}`,
    ],
    ['is kept back by default', {}, {}, HOME],
  ]);

  it('is not part of what reports group by', () => {
    expect(decide(link({ trackConversion: true }), facts(), NOW)).toMatchObject({
      to: { url: 'https://acme.example/home' },
    });
  });
});

describe('a pattern link', () => {
  const to = (url: string) => ({ url });
  table([
    [
      'puts the tail into {path}',
      to('https://a.example/x/{path}'),
      { tail: 'shoes/red' },
      '302 https://a.example/x/shoes/red',
    ],
    ['puts the tail into *', to('https://a.example/x/*'), { tail: 'shoes' }, '302 https://a.example/x/shoes'],
    ['puts it in twice', to('https://a.example/*/{path}'), { tail: 's' }, '302 https://a.example/s/s'],
    [
      'encodes it in the path',
      to('https://a.example/{path}'),
      { tail: 'a b?c#d' },
      '302 https://a.example/a%20b%3Fc%23d',
    ],
    [
      'encodes it whole in the query',
      to('https://a.example/?q={path}'),
      { tail: 'a/b&c=d' },
      '302 https://a.example/?q=a%2Fb%26c%3Dd',
    ],
    ['leaves a url without a place for it', to('https://a.example/all'), { tail: 's' }, '302 https://a.example/all'],
    ['refuses a tail that climbs', to('https://a.example/x/{path}'), { tail: '../admin' }, 'bad-destination'],
    ['refuses a placeholder for the host', to('https://{path}/'), { tail: 'evil.example' }, 'bad-destination'],
    ['refuses a placeholder within the host', to('https://*.a.example/'), { tail: 'evil' }, 'bad-destination'],
    [
      'refuses a placeholder that would extend the host',
      to('https://a.example{path}'),
      { tail: '.evil.example' },
      'bad-destination',
    ],
    [
      'is not shaken by a tail that looks like a host',
      to('https://a.example/{path}'),
      { tail: '/evil.example' },
      '302 https://a.example//evil.example',
    ],
    [
      'does not read $ in the tail',
      to('https://a.example/{path}'),
      { tail: "$&$'$`" },
      "302 https://a.example/%24%26%24'%24%60",
    ],
    ['hands the query on', to('https://a.example/{path}'), { tail: 's', query: 'c=1' }, '302 https://a.example/s?c=1'],
    ['is literal for exact links', to('https://a.example/*'), {}, '302 https://a.example/*'],
  ]);
});

describe('native app destinations', () => {
  const app = { ios: 'https://apps.apple.com/app/id1', android: 'market://details?id=com.acme' };
  table([
    ['iOS', app, { client: { os: 'ios' } }, '302 https://apps.apple.com/app/id1'],
    ['Android', app, { client: { os: 'android' } }, '302 market://details?id=com.acme'],
    ['neither', app, {}, HOME],
    ['before rules', { ...app, ...toB([]) }, { client: { os: 'ios' } }, '302 https://apps.apple.com/app/id1'],
    ['only the one that is set', { ios: app.ios }, { client: { os: 'android' } }, HOME],
    ['a reverse-domain scheme', { url: 'com.acme.app://open/1' }, {}, '302 com.acme.app://open/1'],
    ['an unknown scheme', { url: 'acme://open/1' }, {}, 'bad-destination'],
    ['script', { url: 'javascript:alert(1)' }, {}, 'bad-destination'],
    ['script in disguise', { url: ' JaVaScRiPt:alert(1)' }, {}, 'bad-destination'],
    ['script with a tab', { url: 'java\tscript:alert(1)' }, {}, 'bad-destination'],
    ['data', { url: 'data:text/html,<script>1</script>' }, {}, 'bad-destination'],
    ['a file', { url: 'file:///etc/passwd' }, {}, 'bad-destination'],
    ['a blob', { url: 'blob:https://a.example/1' }, {}, 'bad-destination'],
    ['vbscript', { url: 'vbscript:x' }, {}, 'bad-destination'],
    ['no scheme', { url: 'acme.example' }, {}, 'bad-destination'],
    ['no host', { url: 'https://' }, {}, 'bad-destination'],
    ['three slashes', { url: 'https:///acme.example' }, {}, 'bad-destination'],
    ['two slashes and no scheme', { url: '//acme.example' }, {}, 'bad-destination'],
    [
      'a line break',
      { url: 'https://acme.example/\r\nSet-Cookie: a=b' },
      {},
      '302 https://acme.example/Set-Cookie:%20a=b',
    ],
    ['unicode', { url: 'https://acme.example/ü?q=ö' }, {}, '302 https://acme.example/%C3%BC?q=%C3%B6'],
    ['an international host', { url: 'https://bücher.example/' }, {}, '302 https://xn--bcher-kva.example/'],
    ['mail', { url: 'mailto:a@acme.example' }, {}, '302 mailto:a@acme.example'],
  ]);
});
