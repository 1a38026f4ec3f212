import { describe, expect, it } from 'vitest';
import { readTags } from './read-tags.ts';

const BASE = 'https://acme.com/blog/post';
const read = (html: string) => readTags(new Response(html, { headers: { 'content-type': 'text/html' } }), BASE);

describe('a page', () => {
  it('is read by what it says to social networks first, then by what it says at all', async () => {
    const html = `<html><head><title>Plain &amp; simple</title>
      <meta name="description" content="For machines"><meta property="og:title" content="Say &quot;hi&quot; &#x1F44B;">
      <meta property="og:image" content="/og.png?a=1&amp;b=2"><link rel="icon" href="../icon.svg"></head><body></body></html>`;
    expect(await read(html)).toEqual({
      title: 'Say "hi" 👋',
      description: 'For machines',
      image: 'https://acme.com/og.png?a=1&b=2',
      favicon: 'https://acme.com/icon.svg',
    });
  });

  it('without any of it gives its title, and the icon where browsers look', async () => {
    expect(await read('<head><title>\n Two\n lines </title></head><svg><title>Not me</title></svg>')).toEqual({
      title: 'Two lines',
      description: null,
      image: null,
      favicon: 'https://acme.com/favicon.ico',
    });
  });

  it('may leave out the tags that HTML lets it leave out', async () => {
    expect((await read('<!doctype html><title>Bare</title><p>Text')).title).toBe('Bare');
  });

  it('cannot slip in an address that is no web page, or text without end', async () => {
    const tags = await read(
      `<head><meta property="og:image" content="javascript:alert(1)"><title>${'x'.repeat(9_000)}</title></head>`,
    );
    expect(tags.image).toBeNull();
    expect(tags.title).toHaveLength(300);
    expect((await read('<meta property="og:image" content="data:image/png;base64,AA==">')).image).toBeNull();
  });

  it.each(['', '<', '<title>', '<meta property="og:title"', '\u0000\u0001', '<!DOCTYPE html>'])(
    '%j is survived',
    async (html) => {
      expect((await read(html)).title).toBeNull();
    },
  );
});
