/** The routes of exports, each translating one request into one verb. */
import type { Context } from 'hono';
import { csvHeader, csvLine } from '#core/export/link-csv.ts';
import { exportLinks } from '#core/export/links.ts';
import type { Link } from '#core/link/link.ts';
import type { WireLink } from '#core/link/wire.ts';
import { type ApiContext, actorOf } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { withCounters } from '../links/counters.ts';
import { linksOf } from '../services.ts';
import { exportLinksRoute } from './routes.ts';

interface Writing {
  type: string;
  head: string;
  one(link: WireLink, isFirst: boolean): string;
  tail: string;
}

const WRITING: Record<'csv' | 'json' | 'ndjson', Writing> = {
  csv: { type: 'text/csv; charset=utf-8', head: csvHeader(), one: csvLine, tail: '' },
  json: {
    type: 'application/json',
    head: '[',
    one: (link, isFirst) => `${isFirst ? '' : ','}\n${JSON.stringify(link)}`,
    tail: '\n]\n',
  },
  ndjson: { type: 'application/x-ndjson', head: '', one: (link) => `${JSON.stringify(link)}\n`, tail: '' },
};

export const exportApp = createRouter().openapi(exportLinksRoute, async (c) => {
  const { format, ...query } = c.req.valid('query');
  const pages = await exportLinks(linksOf(c.get('services'), actorOf(c)), query);
  return c.body(streamOf(c, pages, WRITING[format]), 200, {
    'content-type': WRITING[format].type,
    'content-disposition': `attachment; filename="links.${format}"`,
  }) as never;
});

/** Reads the next page when the last one has been taken. A page that fails ends the file in the middle: the client sees that it broke. */
function streamOf(c: Context<ApiContext>, pages: AsyncGenerator<Link[]>, writing: Writing): ReadableStream<Uint8Array> {
  const text = textOf(c, pages, writing);
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await text.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await text.return(undefined);
    },
  });
}

async function* textOf(
  c: Context<ApiContext>,
  pages: AsyncGenerator<Link[]>,
  writing: Writing,
): AsyncGenerator<string> {
  let isFirst = true;
  yield writing.head;
  for await (const links of pages) {
    let text = '';
    for (const link of await withCounters(c, links)) {
      text += writing.one(link, isFirst);
      isFirst = false;
    }
    yield text;
  }
  yield writing.tail;
}
