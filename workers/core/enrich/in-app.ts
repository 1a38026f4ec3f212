/** Browsers inside apps. They hide the referer, so the app's name in the User-Agent is the only trace of where a click came from. */

/** Token in the User-Agent → name of the app. First match wins: Messenger also says FBAN. */
const APPS: readonly (readonly [RegExp, string])[] = [
  [/\bFBAN\/Messenger|\bMessengerForiOS|\bOrca-Android/, 'Messenger'],
  [/\bInstagram\b/, 'Instagram'],
  [/\bFB(?:AN|AV|_IAB)\b/, 'Facebook'],
  [/\b(?:BytedanceWebview|musical_ly|TikTok)/, 'TikTok'],
  [/\bSnapchat\b/, 'Snapchat'],
  [/\bPinterest\b\/(?!0)/, 'Pinterest'],
  [/\bLinkedInApp\b/, 'LinkedIn'],
  [/\bTwitter(?:Android| for )/, 'X'],
  [/\bBarcelona \d/, 'Threads'],
  [/\bLine\/\d/, 'LINE'],
  [/\bMicroMessenger\//, 'WeChat'],
  [/\bKAKAOTALK\b/, 'KakaoTalk'],
  [/\bReddit\/Version/, 'Reddit'],
];

/** Name of the app whose built-in browser sent this User-Agent, if any. */
export function inAppBrowser(ua: string): string | undefined {
  return APPS.find(([token]) => token.test(ua))?.[1];
}
