import { describe, expect, it } from 'vitest';
import { displayUrl, hostOf, parseDestination } from './address.ts';
import { formatBytes } from './bytes.ts';
import { countOf, formatCount, formatShare } from './number.ts';
import { countryName } from './place.ts';
import { formatAgo } from './time.ts';

describe('numbers', () => {
  it('keep every digit of a count', () => {
    expect(formatCount(1_234_567)).toBe('1,234,567');
    expect(countOf(1, 'click')).toBe('1 click');
    expect(countOf(0, 'click')).toBe('0 clicks');
  });

  it('never show something as nothing', () => {
    expect(formatShare(1, 1_000_000)).toBe('<0.1%');
    expect(formatShare(0, 0)).toBe('0%');
    expect(formatShare(1, 3)).toBe('33.3%');
  });
});

describe('times', () => {
  const now = Date.UTC(2026, 10, 21, 12);

  it('grow coarser with age', () => {
    expect(formatAgo(now - 59_000, now)).toBe('now');
    expect(formatAgo(now + 5_000, now)).toBe('now');
    expect(formatAgo(now - 5 * 60_000, now)).toMatch(/^5 ?m/);
    expect(formatAgo(now - 5 * 3_600_000, now)).toMatch(/^5 ?h/);
    expect(formatAgo(now - 40 * 86_400_000, now)).toBe('Oct 12');
    expect(formatAgo(now - 400 * 86_400_000, now)).toBe('Oct 17, 2025');
  });
});

describe('addresses', () => {
  it('are accepted as people paste them', () => {
    expect(parseDestination('  acme.com/launch ')).toBe('https://acme.com/launch');
    expect(parseDestination('http://acme.com')).toBe('http://acme.com');
    expect(parseDestination('localhost:3000/x')).toBe('https://localhost:3000/x');
    expect(parseDestination('acme.com:8080')).toBe('https://acme.com:8080');
  });

  it('are refused when no browser could open them', () => {
    for (const typed of ['', '   ', 'launch', 'javascript:alert(1)', 'mailto:a@b.co', 'https://', 'a b.com']) {
      expect(parseDestination(typed), typed).toBeUndefined();
    }
  });

  it('lose what carries no meaning', () => {
    expect(displayUrl('https://www.acme.com/')).toBe('acme.com');
    expect(hostOf('https://www.acme.com/x')).toBe('acme.com');
    expect(hostOf('not a url')).toBe('not a url');
  });
});

describe('countries', () => {
  it('have names, also where no country is', () => {
    expect(countryName('DE')).toBe('Germany');
    expect(countryName('T1')).toBe('Tor network');
    expect(countryName('')).toBe('Unknown');
  });
});

describe('sizes of files', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [999_600, '1.0 MB'],
    [250_000, '250 KB'],
    [1_240_000, '1.2 MB'],
    [120_000_000, '120 MB'],
  ])('%d is %s', (bytes, words) => {
    expect(formatBytes(bytes)).toBe(words);
  });
});
