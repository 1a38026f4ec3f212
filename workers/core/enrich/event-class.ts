/** Whether a hit is a person. Nothing is thrown away: reports leave out what is not human, and can be asked not to. */
import { isbot, isbotMatch } from 'isbot';
import type { CapturedClick } from '../event/captured.ts';
import type { EventClass } from '../event/row.ts';
import type { EnrichPolicy, Step } from './draft.ts';
import { PREVIEW_AGENTS } from './lists/previews.ts';
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

/** Fetchers that draw a preview card for a chat or a feed: those that must never count as people, whatever a list forgets. */
const PREVIEW =
  /facebookexternalhit|facebot|meta-externalfetcher|twitterbot|linkedinbot|slackbot|slack-imgproxy|discordbot|telegrambot|whatsapp\/|skypeuripreview|pinterestbot|pinterest\/0|redditbot|embedly|iframely|vkshare|viber|kakaotalk-scrap|bluesky cardyb|mastodon\/|snapchat url preview|google-pagerenderer|line-poker/i;
/** The same as a maintained list has them. It names agents of in-app browsers, too: so it only tells bots apart. */
const LISTED_PREVIEW = new RegExp(PREVIEW_AGENTS.join('|'));
/** Mail security gateways and mail clients that open links before, or instead of, the reader. */
const SCANNER =
  /microsoft office|ms-?office|outlook-(?:ios|android)\/.*safelinks|safelinks|barracuda|proofpoint|mimecast|symantec|trend ?micro|fireeye|cloudmark|ironport|messagelabs|zscaler|bitdefender|kaspersky/i;
/** Command-line tools, load generators and HTTP libraries: what a developer tries a link with, and what simple bots are made of. */
const HTTP_TOOL =
  /^(?:curl|wget|httpie|hey|wrk2?|apachebench|autocannon|k6|grafana-?k6|vegeta|bombardier|oha|siege|postmanruntime|insomnia|python-requests|python-httpx|python|python-urllib|aiohttp|axios|node-fetch|got|go-http-client|dart|okhttp|cfnetwork|java|ruby|perl|php|node|undici|bun|deno|libwww|lua-resty|guzzlehttp)\b/i;

/** What an agent is; `tool` where the installation's policy has the last word. */
interface Known extends Verdict {
  tool?: true;
}

const remembered = new Recent<Known>(MAX_REMEMBERED_AGENTS);

export const putClass: Step = ({ event, policy, row }) => {
  const verdict = classify(event, policy);
  row.class = verdict.class;
  row.reason = verdict.reason;
  return undefined;
};

/** What the request itself says comes first; then the User-Agent. */
export function classify(event: Pick<CapturedClick, 'signs' | 'ua'>, { httpTools }: EnrichPolicy): Verdict {
  const [sign] = event.signs;
  if (event.signs.includes('head')) return { class: 'head', reason: 'method:HEAD' };
  if (sign) return { class: sign, reason: `header:${sign}` };
  const known = remembered.get(event.ua, classifyAgent);
  return known.tool && httpTools === 'human' ? HUMAN : known;
}

function classifyAgent(ua: string): Known {
  if (ua.trim() === '') return { class: 'bot', reason: 'ua:empty', tool: true };
  const preview = PREVIEW.exec(ua);
  if (preview) return { class: 'preview', reason: reasonOf(preview[0]) };
  const scanner = SCANNER.exec(ua);
  if (scanner) return { class: 'scanner', reason: reasonOf(scanner[0]) };
  const tool = HTTP_TOOL.exec(ua);
  if (tool) return { class: 'bot', reason: reasonOf(tool[0]), tool: true };
  if (!isbot(ua)) return HUMAN;
  const listed = LISTED_PREVIEW.exec(ua);
  if (listed) return { class: 'preview', reason: reasonOf(listed[0]) };
  return { class: 'bot', reason: reasonOf(isbotMatch(ua) ?? 'bot') };
}

function reasonOf(evidence: string): string {
  return `ua:${evidence.toLowerCase().replace(/[/ ]+$/, '')}`.slice(0, MAX_REASON_CHARS);
}
