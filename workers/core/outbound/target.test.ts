import { describe, expect, it } from 'vitest';
import type { OutboundError } from './error.ts';
import { parseTarget } from './target.ts';

const PUBLIC_ONLY = { allowLoopback: false };

function failureOf(url: string, policy = PUBLIC_ONLY): string {
  try {
    parseTarget(url, policy);
    return 'none';
  } catch (error) {
    return (error as OutboundError).failure;
  }
}

describe('an address that somebody else has named', () => {
  it.each([
    ['http://127.0.0.1/', 'private'],
    ['http://2130706433/', 'private'],
    ['http://0x7f.1/', 'private'],
    ['http://0177.0.0.1/', 'private'],
    ['http://127.1/', 'private'],
    ['http://①②⑦.⓪.⓪.①/', 'private'],
    ['http://localhost/', 'private'],
    ['http://localhost./', 'private'],
    ['http://LOCALHOST/', 'private'],
    ['http://app.localhost/', 'private'],
    ['http://[::1]/', 'private'],
    ['http://[::ffff:127.0.0.1]/', 'private'],
    ['http://[::ffff:7f00:1]/', 'private'],
    ['http://[64:ff9b::7f00:1]/', 'private'],
    ['http://169.254.169.254/latest/meta-data/', 'private'],
    ['http://metadata.google.internal/', 'private'],
    ['http://printer.local/', 'private'],
    ['http://router/', 'private'],
    ['http://0/', 'private'],
    ['ftp://example.com/', 'address'],
    ['file:///etc/passwd', 'address'],
    ['gopher://example.com/', 'address'],
    ['javascript:alert(1)', 'address'],
    ['http://user@example.com/', 'address'],
    ['http://user:secret@example.com/', 'address'],
    ['http://example.com:22/', 'address'],
    ['http://example.com:6379/', 'address'],
    ['https://example.com:443/', 'none'],
    ['http://example.com:8080/x?y#z', 'none'],
    ['not an address', 'address'],
    [`https://example.com/${'x'.repeat(9_000)}`, 'address'],
  ])('%s: %s', (url, failure) => expect(failureOf(url)).toBe(failure));

  it('names the host that has to be resolved, in the form that is asked', () => {
    expect(parseTarget('https://Exämple.com./a', PUBLIC_ONLY).resolve).toBe('xn--exmple-cua.com');
    expect(parseTarget('https://93.184.216.34/', PUBLIC_ONLY).resolve).toBeUndefined();
  });

  it('may be on this machine only where that was allowed, and nowhere else private', () => {
    const local = { allowLoopback: true };
    expect(failureOf('http://127.0.0.1:9/', local)).toBe('none');
    expect(failureOf('http://[::1]:9/', local)).toBe('none');
    expect(failureOf('http://localhost:9/', local)).toBe('none');
    for (const url of ['http://10.0.0.1/', 'http://169.254.169.254/', 'http://x.internal/'])
      expect(failureOf(url, local)).toBe('private');
  });
});
