/** What visits come with: browsers by their share, programs that are not people, and the pages that sent them. */
import { Weighted } from './random.ts';

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';

export const BROWSERS = new Weighted<string>([
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME}/142.0.0.0 Safari/537.36`, 26],
  [`Mozilla/5.0 (Linux; Android 10; K) ${CHROME}/142.0.0.0 Mobile Safari/537.36`, 24],
  [`${IPHONE} Version/19.1 Mobile/15E148 Safari/604.1`, 18],
  [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${CHROME}/142.0.0.0 Safari/537.36`, 9],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Safari/605.1.15',
    6,
  ],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME}/142.0.0.0 Safari/537.36 Edg/142.0.0.0`, 5],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0', 3],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 1.5],
  [`${IPHONE} Mobile/15E148 Instagram 400.0.0.24.92 (iPhone16,2; iOS 19_1; en_US; en; scale=3.00; 1290x2796)`, 3],
  [
    `Mozilla/5.0 (Linux; Android 16; SAMSUNG SM-S931B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36`,
    3,
  ],
  [
    'Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
    1.5,
  ],
]);

export const BOTS = new Weighted<string>([
  ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 20],
  ['Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)', 16],
  ['Twitterbot/1.0', 14],
  ['facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)', 14],
  ['LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)', 8],
  ['Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)', 8],
  ['Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)', 7],
  ['curl/8.5.0', 6],
  ['python-requests/2.32.3', 5],
]);

/** Empty: typed in, from an app or from a mail program. */
export const REFERERS = new Weighted<string>([
  ['', 38],
  ['https://www.google.com/', 14],
  ['https://t.co/', 10],
  ['https://www.linkedin.com/', 8],
  ['https://www.facebook.com/', 7],
  ['https://news.ycombinator.com/', 5],
  ['https://www.reddit.com/', 5],
  ['https://www.youtube.com/', 4],
  ['https://l.instagram.com/', 4],
  ['https://github.com/', 2],
  ['https://duckduckgo.com/', 1.5],
  ['https://www.bing.com/', 1.5],
]);

/** Campaign parameters as visitors bring them; empty for most. */
export const CAMPAIGNS = new Weighted<string>([
  ['', 70],
  ['utm_source=newsletter&utm_medium=email&utm_campaign=autumn-digest', 9],
  ['utm_source=x&utm_medium=social&utm_campaign=launch-week', 7],
  ['utm_source=linkedin&utm_medium=paid-social&utm_campaign=hiring-2026', 5],
  ['utm_source=google&utm_medium=cpc&utm_campaign=brand&utm_term=short+links', 5],
  ['utm_source=partner&utm_medium=referral&utm_campaign=partner-program&utm_content=banner-b', 4],
]);
