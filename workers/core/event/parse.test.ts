import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CapturedClick } from './captured.ts';
import { parseMessage } from './parse.ts';

const GOOD: CapturedClick = {
  type: 'click',
  id: '019aa000-0000-7000-8000-000000000001',
  ts: 1_795_000_000_000,
  workspaceId: 'ws_1',
  linkId: 'link_1',
  domain: 'go.acme.com',
  key: 'launch',
  url: 'https://acme.com/',
  visitor: '00000000000000ff',
  ua: 'curl/8',
  referer: '',
  language: 'de',
  geo: { country: 'DE', continent: 'EU', region: 'BE', city: 'Berlin', asn: 1 },
  trigger: 'link',
  signs: ['head'],
  rule: '',
  variant: '',
};

it('reads what the edge writes', () => {
  expect(parseMessage({ v: 1, events: [GOOD, GOOD] })).toEqual({ ok: true, events: [GOOD, GOOD] });
});

it('never throws, whatever it is given', () => {
  fc.assert(fc.property(fc.anything(), (body) => void parseMessage(body)));
  fc.assert(fc.property(fc.anything(), (event) => void parseMessage({ v: 1, events: [event] })));
});

it('names the field when any field of an event is missing or of another kind', () => {
  const wrong = [undefined, null, {}, [7], -1, 'x'.repeat(10_000)];
  for (const field of Object.keys(GOOD).filter((name) => name !== 'type')) {
    for (const value of wrong) {
      const parsed = parseMessage({ v: 1, events: [GOOD, { ...GOOD, [field]: value }] });
      expect(parsed, `${field} = ${JSON.stringify(value)}`).toMatchObject({
        ok: false,
        reason: 'bad_event',
        detail: `events[1].${field}`,
      });
    }
  }
});

it('refuses more events than a message may carry', () => {
  expect(parseMessage({ v: 1, events: Array.from({ length: 501 }, () => GOOD) })).toMatchObject({
    ok: false,
    reason: 'bad_event_list',
  });
});
