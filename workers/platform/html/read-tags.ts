/** Reads title, description and pictures out of an HTML page, as it streams by. */
import type { PageTags } from '#core/page/page.ts';

const MAX_TITLE_CHARS = 300;
const MAX_TEXT_CHARS = 600;
const MAX_ADDRESS_CHARS = 2_000;

/** Names by which pages give the same thing, the best first. */
const TITLES = ['og:title', 'twitter:title', 'title'];
const DESCRIPTIONS = ['og:description', 'twitter:description', 'description'];
const IMAGES = ['og:image:secure_url', 'og:image', 'og:image:url', 'twitter:image', 'twitter:image:src'];
const ICONS = ['icon', 'shortcut icon', 'apple-touch-icon'];

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** @param base address the page came from; relative addresses are resolved against it. */
export async function readTags(html: Response, base: string): Promise<PageTags> {
  const found = new Map<string, string>();
  const keep = (name: string, value: string | null): void => {
    const text = decodeEntities(value ?? '').trim();
    if (text !== '' && !found.has(name)) found.set(name, text);
  };
  let title = '';
  let titles = 0;
  const rewriter = new HTMLRewriter()
    .on('meta', {
      element: (meta) => {
        const name = (meta.getAttribute('property') ?? meta.getAttribute('name') ?? '').toLowerCase();
        keep(name, meta.getAttribute('content'));
      },
    })
    .on('link[rel][href]', {
      element: (link) => keep(`rel:${link.getAttribute('rel')?.toLowerCase() ?? ''}`, link.getAttribute('href')),
    })
    .on('title', {
      // Pictures inside the page have titles, too; the page's own is the first.
      element: () => void (titles += 1),
      text: (chunk) => {
        if (titles === 1 && title.length < MAX_TITLE_CHARS * 4) title += chunk.text;
      },
    });
  await rewriter.transform(html).arrayBuffer();
  keep('title', title.replace(/\s+/g, ' '));
  const first = (names: string[]) => names.map((name) => found.get(name)).find((value) => value !== undefined) ?? null;
  return {
    title: first(TITLES)?.slice(0, MAX_TITLE_CHARS) ?? null,
    description: first(DESCRIPTIONS)?.slice(0, MAX_TEXT_CHARS) ?? null,
    image: addressOf(first(IMAGES), base),
    favicon: addressOf(first(ICONS.map((name) => `rel:${name}`)) ?? '/favicon.ico', base),
  };
}

function addressOf(text: string | null, base: string): string | null {
  if (text === null || text.length > MAX_ADDRESS_CHARS || !URL.canParse(text, base)) return null;
  const url = new URL(text, base);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
}

/** The rewriter hands attributes and text over as they are written. */
function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
    },
  );
}
