import { describe, expect, it } from 'vitest';
import { canonical, classifyClient } from './client.ts';

const SAFARI = 'Version/17.4 Mobile/15E148 Safari/604.1';
const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0';

describe('classifyClient', () => {
  it.each([
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ' + SAFARI,
      'mobile ios safari',
    ],
    [
      'Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ' + SAFARI,
      'tablet ios safari',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/141.0 Mobile/15E148 Safari/604.1',
      'mobile ios chrome',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/130.0 Mobile/15E148 Safari/605.1.15',
      'mobile ios firefox',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/21E219 Instagram 325.0',
      'mobile ios instagram',
    ],
    [`Mozilla/5.0 (Linux; Android 14; Pixel 8) ${CHROME} Mobile Safari/537.36`, 'mobile android chrome'],
    [`Mozilla/5.0 (Linux; Android 14; SM-X910) ${CHROME} Safari/537.36`, 'tablet android chrome'],
    [
      'Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0 Mobile Safari/537.36',
      'mobile android samsung',
    ],
    ['Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0', 'mobile android firefox'],
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36`, 'desktop windows chrome'],
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36 Edg/141.0`, 'desktop windows edge'],
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36 OPR/114.0`, 'desktop windows opera'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0', 'desktop windows firefox'],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_4) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
      'desktop macos safari',
    ],
    [`Mozilla/5.0 (X11; Linux x86_64) ${CHROME} Safari/537.36`, 'desktop linux chrome'],
    [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${CHROME} Safari/537.36`, 'desktop chromeos chrome'],
    [
      'Mozilla/5.0 (SMART-TV; Linux; Tizen 7.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/94.0 TV Safari/537.36',
      'tv linux chrome',
    ],
    ['curl/8.5.0', '  '],
    ['', '  '],
  ])('%s', (ua, names) => {
    const client = classifyClient({ ua, platformHint: '', mobileHint: '' });
    expect(`${client.device} ${client.os} ${client.browser}`).toBe(names);
  });

  it('believes client hints where the user agent is silent', () => {
    expect(classifyClient({ ua: 'Custom/1.0', platformHint: '"Android"', mobileHint: '?1' })).toMatchObject({
      device: 'mobile',
      os: 'android',
    });
    expect(classifyClient({ ua: 'Custom/1.0', platformHint: '"Chrome OS"', mobileHint: '?0' })).toMatchObject({
      device: 'desktop',
      os: 'chromeos',
    });
  });
});

describe('canonical', () => {
  it.each([
    ['Mac OS', 'macos'],
    ['macOS', 'macos'],
    ['"Chrome OS"', 'chromeos'],
    ['Microsoft Edge', 'edge'],
    ['Samsung Internet for Android', 'samsung'],
    ['Internet Explorer', 'ie'],
    ['iPadOS', 'ios'],
  ])('spells %j as %j', (name, canonicalName) => expect(canonical(name)).toBe(canonicalName));
});
