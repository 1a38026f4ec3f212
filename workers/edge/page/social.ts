/** What link-preview fetchers read: Open Graph and Twitter tags, every value escaped. */
import type { SocialPreview } from '#core/route/record.ts';
import { escapeHtml } from './escape.ts';
import { PAGE_HEADERS } from './shell.ts';

const isWebUrl = (url: string): boolean => /^https?:\/\//i.test(url) && URL.canParse(url);

function meta(attribute: 'property' | 'name', name: string, content: string): string {
  return `<meta ${attribute}="${name}" content="${escapeHtml(content)}">`;
}

function tags(social: SocialPreview, shortUrl: string): string[] {
  const image = social.image && isWebUrl(social.image) ? social.image : undefined;
  const video = social.video && isWebUrl(social.video) ? social.video : undefined;
  const list = [meta('property', 'og:type', video ? 'video.other' : 'website'), meta('property', 'og:url', shortUrl)];
  if (social.title) list.push(meta('property', 'og:title', social.title), meta('name', 'twitter:title', social.title));
  if (social.description) {
    list.push(
      meta('property', 'og:description', social.description),
      meta('name', 'twitter:description', social.description),
    );
    list.push(meta('name', 'description', social.description));
  }
  if (image) list.push(meta('property', 'og:image', image), meta('name', 'twitter:image', image));
  if (video) list.push(meta('property', 'og:video', video));
  list.push(meta('name', 'twitter:card', image ? 'summary_large_image' : 'summary'));
  return list;
}

/** @param location where a person who is taken for a fetcher may go on; absent when the destination is not for everybody. */
export function socialPage(
  social: SocialPreview,
  shortUrl: string,
  location: string | undefined,
  index: boolean,
): Response {
  const title = escapeHtml(social.title ?? shortUrl);
  const onward = location === undefined ? '' : `<a href="${escapeHtml(location)}" rel="noopener">Continue</a>`;
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>${tags(social, shortUrl).join('')}</head><body><h1>${title}</h1>${onward}</body></html>`;
  const headers: Record<string, string> = { ...PAGE_HEADERS };
  if (index) headers['X-Robots-Tag'] = 'all';
  return new Response(html, { headers });
}
