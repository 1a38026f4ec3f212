import { describe, expect, it } from 'vitest';
import { coarseGeo, readGeo } from './geo.ts';
import { importSalt, saltDay, visitorId } from './visitor-id.ts';

const salt = (char: string) => importSalt(btoa(char.repeat(32)));

describe('visitorId', () => {
  it('is the same for a visitor all day, and another one for each workspace, address, browser and salt', () => {
    const base = visitorId(salt('a'), 'ws_1', '203.0.113.7', 'UA');
    expect(base).toMatch(/^[0-9a-f]{16}$/);
    expect(visitorId(salt('a'), 'ws_1', '203.0.113.7', 'UA')).toBe(base);
    const others = [
      visitorId(salt('a'), 'ws_2', '203.0.113.7', 'UA'),
      visitorId(salt('a'), 'ws_1', '203.0.113.8', 'UA'),
      visitorId(salt('a'), 'ws_1', '203.0.113.7', 'UB'),
      visitorId(salt('b'), 'ws_1', '203.0.113.7', 'UA'),
      visitorId(salt('a'), 'ws_1', '203.0.113.', '7UA'),
    ];
    expect(new Set([base, ...others]).size).toBe(6);
  });

  it('is HMAC-SHA-256 of the parts, cut to 64 bits', async () => {
    const key = await crypto.subtle.importKey(
      'raw',
      new TextEncoder().encode('a'.repeat(32)),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign'],
    );
    const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode('ws_1\n1.2.3.4\nUA')));
    expect(visitorId(salt('a'), 'ws_1', '1.2.3.4', 'UA')).toBe(
      [...mac.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
    );
  });
});

describe('saltDay', () => {
  it('changes at midnight in UTC', () => {
    expect(saltDay(Date.UTC(2026, 10, 21, 23, 59, 59, 999))).toBe('2026-11-21');
    expect(saltDay(Date.UTC(2026, 10, 22))).toBe('2026-11-22');
  });
});

describe('readGeo', () => {
  it('knows nothing where the runtime says nothing', () => {
    const nothing = { country: '', continent: '', region: '', city: '', asn: 0 };
    expect(readGeo(undefined)).toEqual(nothing);
    expect(readGeo({ country: 'XX', asn: '7', city: 42 })).toEqual(nothing);
  });

  it('keeps only country and continent of those who opt out', () => {
    const geo = readGeo({ country: 'CH', continent: 'EU', regionCode: 'BE', city: 'Bern', asn: 3303 });
    expect(coarseGeo(geo)).toEqual({ country: 'CH', continent: 'EU', region: '', city: '', asn: 0 });
  });
});
