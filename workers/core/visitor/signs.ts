/** Signs in the request itself that no person is opening the destination. */
import type { CaptureSign } from '../event/captured.ts';

/** Fetchers that build link previews for chats and feeds. In-app browsers of the same products are people and do not match. */
const PREVIEW_FETCHER =
  /slackbot|slack-imgproxy|facebookexternalhit|facebot|facebookcatalog|meta-externalfetcher|twitterbot|linkedinbot|whatsapp\/|telegrambot|discordbot|skypeuripreview|microsoftpreview|bingpreview|pinterestbot|pinterest\.com\/bot|redditbot|vkshare|embedly|iframely|mastodon\/|akkoma|pleroma|misskey|bluesky cardyb|snap url preview|google-pagerenderer|googlemessages|tumblr\/|kakaotalk-scrap|line-poker|viber\/|zalo|quora link preview|outbrain|flipboardproxy|nuzzel|bitlybot|link-?preview|unfurl|opengraph|metainspector|notionbot|intercom.*preview|mattermost-bot|rocket\.chat|synapse \(/i;

/** The request's own words about why it was sent, each already a plain string. */
export interface PurposeHeaders {
  method: string;
  ua: string;
  /** Sec-Purpose, Purpose, X-Purpose and X-Moz, joined; browsers send at most one or two of them. */
  purpose: string;
}

const NO_SIGNS: readonly CaptureSign[] = [];

/** The signs found, in a fixed order; the same empty list for the common case. */
export function readSigns(headers: PurposeHeaders): readonly CaptureSign[] {
  const head = headers.method === 'HEAD';
  const prefetch = headers.purpose !== '' && /prefetch|prerender|preview/i.test(headers.purpose);
  const preview = isPreviewFetcher(headers.ua);
  if (!head && !prefetch && !preview) return NO_SIGNS;
  const signs: CaptureSign[] = [];
  if (head) signs.push('head');
  if (prefetch) signs.push('prefetch');
  if (preview) signs.push('preview');
  return signs;
}

/** True for the fetchers of chat and feed previews. */
export function isPreviewFetcher(ua: string): boolean {
  return PREVIEW_FETCHER.test(ua);
}
