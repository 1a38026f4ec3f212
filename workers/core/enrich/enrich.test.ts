import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CapturedClick } from '../event/captured.ts';
import { enrich } from './enrich.ts';
import { MAX_EVENT_AGE_MS, MAX_EVENT_LEAD_MS } from './time-range.ts';
import { parseUserAgent } from './user-agent.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

function click(chosen: Partial<CapturedClick> = {}): CapturedClick {
  return {
    type: 'click',
    id: '019aa000-0000-7000-8000-000000000001',
    ts: NOW,
    workspaceId: 'ws_1',
    linkId: 'link_1',
    domain: 'go.acme.com',
    key: 'launch',
    url: 'https://acme.com/',
    visitor: '',
    ua: CHROME,
    referer: '',
    language: '',
    geo: { country: '', continent: '', region: '', city: '', asn: 0 },
    trigger: 'link',
    signs: [],
    rule: '',
    variant: '',
    ...chosen,
  };
}

function rowOf(chosen: Partial<CapturedClick> = {}) {
  const enriched = enrich(click(chosen), NOW);
  if (!('row' in enriched)) throw new Error(enriched.dropped);
  return enriched.row;
}

describe('a hit by curl or a load generator', () => {
  it.each(['curl/8.5.0', 'wrk', 'autocannon/8', 'python-requests/2.32', 'Go-http-client/1.1', 'undici', 'node', ''])(
    'by %j is a bot, unless the installation is there to try things out',
    (ua) => {
      expect(enrich(click({ ua }), NOW)).toMatchObject({ row: { class: 'bot' } });
      expect(enrich(click({ ua }), NOW, { httpTools: 'human' })).toMatchObject({ row: { class: 'human', reason: '' } });
    },
  );

  it('never makes a person of a declared bot', () => {
    const ua = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';
    expect(enrich(click({ ua }), NOW, { httpTools: 'human' })).toMatchObject({ row: { class: 'bot' } });
  });
});

describe('where a hit comes from', () => {
  const geo = { country: 'US', continent: 'NA', region: '', city: '', asn: 16509 };
  it('sets data centres and spammers apart from people, and says which', () => {
    expect(rowOf({ geo })).toMatchObject({ class: 'datacenter', reason: 'asn:16509 amazon' });
    expect(rowOf({ referer: 'https://www.Semalt.com/x' })).toMatchObject({
      class: 'spam',
      reason: 'referer:semalt.com',
    });
    expect(rowOf({ geo, referer: 'http://a.b.darodar.com' })).toMatchObject({ reason: 'referer:darodar.com' });
    expect(rowOf({ geo: { ...geo, asn: 3320 }, referer: 'https://notsemalt.com/' })).toMatchObject({ class: 'human' });
    expect(rowOf({ geo: { ...geo, asn: 13335 } })).toMatchObject({ class: 'human', reason: '' });
  });

  it('does not overrule what the request says of itself', () => {
    expect(rowOf({ geo, signs: ['prefetch'] })).toMatchObject({ class: 'prefetch', reason: 'header:prefetch' });
    expect(rowOf({ geo, ua: 'curl/8.5.0' })).toMatchObject({ class: 'bot' });
  });
});

describe('an enriched event', () => {
  it('keeps its identity and the time of the edge', () => {
    expect(rowOf()).toMatchObject({
      event_id: click().id,
      ts: '2026-11-21 12:00:00.000',
      workspace_id: 'ws_1',
      link_id: 'link_1',
    });
  });

  it('is the same for the same input, whatever the input', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(anyText, anyText, anyText, anyText, (ua, referer, url, language) => {
        const event = click({ ua, referer, url, language });
        expect(enrich(event, NOW)).toEqual(enrich(event, NOW));
      }),
    );
  });

  it('is dropped with a reason when its time cannot be true, at exactly the stated bounds', () => {
    expect(enrich(click({ ts: NOW + MAX_EVENT_LEAD_MS }), NOW)).toHaveProperty('row');
    expect(enrich(click({ ts: NOW + MAX_EVENT_LEAD_MS + 1 }), NOW)).toEqual({ dropped: 'in_future' });
    expect(enrich(click({ ts: NOW - MAX_EVENT_AGE_MS }), NOW)).toHaveProperty('row');
    expect(enrich(click({ ts: NOW - MAX_EVENT_AGE_MS - 1 }), NOW)).toEqual({ dropped: 'too_old' });
  });

  it('names visitors by all 64 bits, and unknown ones by 0', () => {
    expect(rowOf({ visitor: 'ffffffffffffffff' }).visitor_id).toBe('18446744073709551615');
    expect(rowOf({ visitor: '' }).visitor_id).toBe('0');
  });

  it('takes only places and languages that are some', () => {
    const geo = { country: 'CH', continent: 'EU', region: 'ZH', city: 'Zürich', asn: 1 };
    expect(rowOf({ geo, language: 'de-ch' })).toMatchObject({
      country: 'CH',
      continent: 'EU',
      region: 'ZH',
      city: 'Zürich',
      language: 'de-CH',
    });
    expect(rowOf({ geo: { ...geo, country: 'XX', continent: '??' }, language: '*' })).toMatchObject({
      country: '',
      continent: '',
      region: '',
      city: '',
      language: '',
    });
    expect(rowOf({ geo: { ...geo, country: 'T1' } }).country).toBe('T1');
    expect(rowOf({ language: 'zh-Hans-CN' }).language).toBe('zh-CN');
  });
});

describe('a user agent', () => {
  it.each([
    [CHROME, 'Desktop', 'Chrome', '141', 'Windows', '10'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
      'Mobile',
      'Safari',
      '17',
      'iOS',
      '17',
    ],
    [
      'Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1',
      'Tablet',
      'Safari',
      '16',
      'iOS',
      '16',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15',
      'Desktop',
      'Safari',
      '17',
      'macOS',
      '10.15',
    ],
    [
      'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36',
      'Mobile',
      'Chrome',
      '126',
      'Android',
      '14',
    ],
    [
      'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0',
      'Desktop',
      'Firefox',
      '127',
      'Linux',
      '',
    ],
    [
      'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
      'Desktop',
      'Chrome',
      '126',
      'Chrome OS',
      '',
    ],
    ['', 'Unknown', 'Unknown', '', 'Unknown', ''],
  ])('%s', (ua, device, browser, browserVersion, os, osVersion) => {
    expect(parseUserAgent(ua)).toEqual({ device, browser, browserVersion, os, osVersion });
  });
});

describe('the class', () => {
  it.each([
    [CHROME, [], 'human', ''],
    ['', [], 'bot', 'ua:empty'],
    [CHROME, ['prefetch', 'head'], 'head', 'method:HEAD'],
    [CHROME, ['prefetch'], 'prefetch', 'header:prefetch'],
    ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', [], 'bot', 'ua:'],
    ['Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)', [], 'preview', 'ua:slackbot'],
    ['WhatsApp/2.23.20.0 A', [], 'preview', 'ua:whatsapp'],
    ['Mozilla/4.0 (compatible; ms-office; MSOffice 16)', [], 'scanner', 'ua:ms-office'],
    ['curl/8.5.0', [], 'bot', 'ua:'],
    ['Dart/3.2 (dart:io)', [], 'bot', 'ua:dart'],
  ] as const)('of %s with %j is %s', (ua, signs, expected, reason) => {
    const row = rowOf({ ua, signs: [...signs] });
    expect(row.class).toBe(expected);
    expect(row.reason.startsWith(reason)).toBe(true);
  });
});

describe('source and channel', () => {
  it.each([
    ['', '', '(direct)', 'Direct', 'Direct'],
    ['https://www.google.co.uk/search?q=x', '', 'google.co.uk', 'Google', 'Organic Search'],
    ['https://www.google.com/', '?gclid=1', 'google.com', 'Google', 'Paid Search'],
    ['https://t.co/abc', '', 't.co', 'X', 'Organic Social'],
    ['https://m.facebook.com/', '', 'm.facebook.com', 'Facebook', 'Organic Social'],
    ['https://chatgpt.com/', '', 'chatgpt.com', 'ChatGPT', 'AI Assistants'],
    ['https://mail.google.com/mail/u/0', '', 'mail.google.com', 'Gmail', 'Email'],
    ['android-app://com.google.android.gm/', '', 'com.google.android.gm', 'Gmail', 'Email'],
    ['https://blog.example.co.uk/post', '', 'blog.example.co.uk', 'blog.example.co.uk', 'Referral'],
    ['https://go.acme.com/launch+', '', '(direct)', 'Direct', 'Direct'],
    ['not a url', '', '(direct)', 'Direct', 'Direct'],
    ['', '?utm_source=fb&utm_medium=cpc', '(direct)', 'Facebook', 'Paid Social'],
    ['', '?utm_source=spring&utm_medium=email', '(direct)', 'spring', 'Email'],
    ['', '?utm_source=google&utm_medium=cpc&utm_campaign=shopping', '(direct)', 'Google', 'Paid Shopping'],
    ['', '?utm_source=partner&utm_medium=affiliate', '(direct)', 'partner', 'Affiliates'],
    ['', '?utm_source=x&utm_medium=banner', '(direct)', 'X', 'Display'],
    ['', '?utm_source=acme&utm_campaign=bishop', '(direct)', 'acme', 'Referral'],
    ['https://youtu.be/x', '', 'youtu.be', 'YouTube', 'Organic Video'],
  ])('of referer "%s" and destination "%s"', (referer, query, host, source, channel) => {
    expect(rowOf({ referer, url: `https://acme.com/${query}` })).toMatchObject({ referer: host, source, channel });
  });

  it('come from the app when its browser hides the referer', () => {
    const ua =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 339.0.0';
    expect(rowOf({ ua })).toMatchObject({ source: 'Instagram', channel: 'Organic Social', browser: 'Instagram' });
  });
});
