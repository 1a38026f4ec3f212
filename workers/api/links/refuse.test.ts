import { describe, expect, it } from 'vitest';
import { seedWorkspace } from '../../../test/support/worker/seed.ts';
import { callAs } from '../test-client.ts';
import { type ErrorAnswer } from './test-stores.ts';

describe('POST /links refuses', () => {
  it.each([
    [{ url: 'javascript:alert(1)' }, 'url'],
    [{ url: 'data:text/html,x' }, 'url'],
    [{ url: 'https://user:pw@acme.test' }, 'url'],
    [{ url: 'not a url' }, 'url'],
    [{ url: '' }, 'url'],
    [{}, 'url'],
    [{ url: 'https://acme.test', key: 'robots.txt' }, 'key'],
    [{ url: 'https://acme.test', key: 'a+' }, 'key'],
    [{ url: 'https://acme.test', key: 'x'.repeat(191) }, 'key'],
    [{ url: 'https://acme.test', domain: 'other.test' }, 'domain'],
    [{ url: 'https://acme.test', expiresAt: 'soon' }, 'expiresAt'],
    [{ url: 'https://acme.test', startsAt: '2030-01-02', expiresAt: '2030-01-01' }, 'expiresAt'],
    [{ url: 'https://acme.test', geo: { Germany: 'https://acme.test' } }, 'geo'],
    [{ url: 'https://acme.test', geo: { DE: 'javascript:1' } }, 'geo.DE'],
    [
      {
        url: 'https://acme.test',
        testVariants: [
          { url: 'https://a.test', percentage: 50 },
          { url: 'https://b.test', percentage: 40 },
        ],
      },
      'testVariants',
    ],
    [{ url: 'https://acme.test', tagIds: ['tag_1'] }, 'tagIds'],
    [{ url: 'https://acme.test', folderId: 'fold_1' }, 'folderId'],
    [{ url: 'https://acme.test', maxClicks: 0 }, 'maxClicks'],
    [{ url: 'https://acme.test', statusCode: 200 }, 'statusCode'],
    [{ url: 'https://acme.test', cacheSeconds: 60 }, 'cacheSeconds'],
    [{ url: 'https://acme.test', statusCode: 302, cacheSeconds: 60 }, 'cacheSeconds'],
    [
      {
        url: 'https://acme.test',
        rules: [{ id: 'r', when: [{ on: 'ip', within: ['999.1.1.1'] }], then: { url: 'https://a.test' } }],
      },
      'rules.0.when.0.within',
    ],
    [
      {
        url: 'https://acme.test',
        rules: [{ id: 'r', when: [{ on: 'country', is: ['DE'] }], then: { url: 'javascript:1' } }],
      },
      'rules.0.then.url',
    ],
    [
      {
        url: 'https://acme.test',
        rules: [
          {
            id: 'r',
            when: [{ on: 'time', fromMinute: 0, untilMinute: 60, days: [], timeZone: 'Mars/Base' }],
            then: { url: 'https://a.test' },
          },
        ],
      },
      'rules.0.when.0.timeZone',
    ],
  ])('refuses %j and names the field', async (body, field) => {
    const answer = await callAs(await seedWorkspace())<ErrorAnswer>('POST', '/links', body);
    expect(answer.status).toBe(422);
    expect(answer.body.error).toMatchObject({
      code: 'unprocessable_entity',
      doc_url: expect.stringContaining('#unprocessable_entity'),
    });
    expect(answer.body.error.message).toMatch(new RegExp(`^${field.replaceAll('.', '\\.')}:`));
  });
});

describe('a destination', () => {
  it('is refused on a short domain of anybody here', async () => {
    const [mine, theirs] = [await seedWorkspace(), await seedWorkspace()];
    for (const domain of [mine.domain, theirs.domain]) {
      const answer = await callAs(mine)<ErrorAnswer>('POST', '/links', { url: `https://${domain}/x` });
      expect([answer.status, answer.body.error.message]).toEqual([422, expect.stringContaining('short domain')]);
    }
  });
});
