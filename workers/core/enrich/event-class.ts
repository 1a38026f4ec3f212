/** Whether a hit is a person. Nothing is thrown away: reports leave out what is not human, and can be asked not to. */
import { isbot, isbotMatch } from 'isbot';
import type { CapturedEvent } from '../event/captured.ts';
import type { EventClass } from '../event/row.ts';
import type { Step } from './draft.ts';
import { Recent } from './recent.ts';

export interface Verdict {
  class: EventClass;
  /** `{evidence}:{detail}`, empty for humans. */
  reason: string;
}

const HUMAN: Verdict = { class: 'human', reason: '' };
const MAX_REMEMBERED_AGENTS = 4_096;
/** Reasons are a low-cardinality column. */
const MAX_REASON_CHARS = 64;

/** Fetchers that draw a preview card for a chat or a feed. A subset of what `isbot` knows, told apart. */
const PREVIEW =
  /facebookexternalhit|facebot|meta-externalfetcher|twitterbot|linkedinbot|slackbot|slack-imgproxy|discordbot|telegrambot|whatsapp\/|skypeuripreview|pinterestbot|pinterest\/0|redditbot|embedly|iframely|vkshare|viber|kakaotalk-scrap|bluesky cardyb|mastodon\/|snapchat url preview|google-pagerenderer|line-poker/i;
/** Mail security gateways and mail clients that open links before, or instead of, the reader. */
const SCANNER =
  /microsoft office|ms-?office|outlook-(?:ios|android)\/.*safelinks|safelinks|barracuda|proofpoint|mimecast|symantec|trend ?micro|fireeye|cloudmark|ironport|messagelabs|zscaler|bitdefender|kaspersky/i;
/** Scripts that `isbot` lets pass. */
const SCRIPT = /^(?:dart|okhttp|cfnetwork|java|ruby|perl|php|node|undici|bun|deno|libwww|lua-resty|guzzlehttp)\b/i;

const remembered = new Recent<Verdict>(MAX_REMEMBERED_AGENTS);

export const putClass: Step = ({ event, row }) => {
  const verdict = classify(event);
  row.class = verdict.class;
  row.reason = verdict.reason;
  return undefined;
};

/** What the request itself says comes first; then the User-Agent. */
export function classify(event: Pick<CapturedEvent, 'signs' | 'ua'>): Verdict {
  const [sign] = event.signs;
  if (event.signs.includes('head')) return { class: 'head', reason: 'method:HEAD' };
  if (sign) return { class: sign, reason: `header:${sign}` };
  return remembered.get(event.ua, classifyAgent);
}

function classifyAgent(ua: string): Verdict {
  if (ua.trim() === '') return { class: 'bot', reason: 'ua:empty' };
  const preview = PREVIEW.exec(ua);
  if (preview) return { class: 'preview', reason: reasonOf(preview[0]) };
  const scanner = SCANNER.exec(ua);
  if (scanner) return { class: 'scanner', reason: reasonOf(scanner[0]) };
  const script = SCRIPT.exec(ua);
  if (script) return { class: 'bot', reason: reasonOf(script[0]) };
  return isbot(ua) ? { class: 'bot', reason: reasonOf(isbotMatch(ua) ?? 'bot') } : HUMAN;
}

function reasonOf(evidence: string): string {
  return `ua:${evidence.toLowerCase().replace(/[/ ]+$/, '')}`.slice(0, MAX_REASON_CHARS);
}
