import { describe, expect, it } from 'vitest';
import { readSigns } from './signs.ts';

const BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
const of = (ua: string, purpose = '', method = 'GET') => readSigns({ ua, purpose, method });

describe('readSigns', () => {
  it.each([
    'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
    'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0',
    'Twitterbot/1.0',
    'LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)',
    'WhatsApp/2.23.20.0',
    'TelegramBot (like TwitterBot)',
    'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)',
    'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5',
    'Mozilla/5.0 (compatible; Pinterestbot/1.0; +http://www.pinterest.com/bot.html)',
    'Mozilla/5.0 (compatible; Embedly/0.2; +http://support.embed.ly/)',
    'Mastodon/4.3.0 (http.rb/5.1; +https://mastodon.example/) Bot',
  ])('sees a preview fetcher in %j', (ua) => expect(of(ua)).toEqual(['preview']));

  it.each([
    BROWSER,
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/21E219 [FBAN/FBIOS;FBAV/454.0]',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/21E219 [Pinterest/iOS]',
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36 Snapchat/12.80.0.33',
    '',
  ])('sees a person in %j', (ua) => expect(of(ua)).toEqual([]));

  it.each(['prefetch', 'prefetch;prerender', 'prefetch;anonymous-client-ip', 'preview', 'Prefetch'])(
    'sees a prefetch in %j',
    (purpose) => expect(of(BROWSER, purpose)).toEqual(['prefetch']),
  );

  it('names every sign it finds', () => {
    expect(of('Twitterbot/1.0', 'prefetch', 'HEAD')).toEqual(['head', 'prefetch', 'preview']);
  });
});
