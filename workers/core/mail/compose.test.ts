import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compose, plain } from './compose.ts';
import * as letters from './letters.ts';

const NOW = Date.UTC(2026, 10, 21);

describe('a mail', () => {
  it('says the same in text and in HTML, with the address of the one thing to do', () => {
    const mail = compose('ada@acme.test', letters.resetPassword('https://app.test/r?a=1&b=2'), NOW);
    expect(mail).toMatchObject({
      to: 'ada@acme.test',
      subject: 'Set a new password',
      id: expect.stringMatching(/^mail_/),
    });
    expect(mail.text).toContain('https://app.test/r?a=1&b=2');
    expect(mail.html).toContain('href="https://app.test/r?a=1&amp;b=2"');
    expect(mail.html).not.toMatch(/<img|<script|url\(/);
  });

  it('cannot be broken out of by what people call themselves', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' }), (workspace, inviter) => {
        const of = { workspace, inviter, role: 'editor' as const, url: 'https://app.test/i', days: 7 };
        const { subject, html } = compose('a@b.test', letters.invitation(of), NOW);
        const expected = compose('a@b.test', letters.invitation({ ...of, workspace: 'x', inviter: 'y' }), NOW);
        expect(subject).not.toMatch(/[\r\n]/);
        expect(html.match(/<[a-z/!][^>]*>/gi)).toEqual(expected.html.match(/<[a-z/!][^>]*>/gi));
      }),
    );
  });

  it('does not turn a name into an address to click on', () => {
    expect(plain('Win a prize https://evil.test\r\nBcc: x')).toBe('Win a prize https evil.test Bcc: x');
  });
});
