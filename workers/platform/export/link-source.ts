/** Reads every link of a workspace, oldest first, with its tags and the ledger's own counters: as CSV that an import takes, or as JSON lines. */
import type { ExportSource, SourcePage } from '#core/export/bundle/ports.ts';
import { csvHeader, csvLine } from '#core/export/link-csv.ts';
import { MAX_LINKS_PER_TOTALS, NO_TOTALS, type Totals } from '#core/ledger/contract.ts';
import type { Link } from '#core/link/link.ts';
import type { Cursor, LinkStore } from '#core/link/ports.ts';
import { type Addresses, toWireLink } from '#core/link/present.ts';
import type { WireLink } from '#core/link/wire.ts';
import type { TagStore } from '#core/tag/tag.ts';
import { toWireTag } from '#core/tag/wire.ts';

/** One statement for the links, one question to the ledger. */
const PAGE_LINKS = MAX_LINKS_PER_TOTALS;

export interface LinkReading {
  links: Pick<LinkStore, 'list'>;
  tags: Pick<TagStore, 'byIds'>;
  addresses: Addresses;
  /** In the order of the ids. Throws when the ledger does not answer: then the page is read again later. */
  totals(linkIds: string[]): Promise<readonly (Totals | undefined)[]>;
}

export function linkSources(reading: LinkReading): ExportSource[] {
  const about = 'A link with its settings, tags and counters, without its password.';
  const page = (write: (link: WireLink) => string) => (after: string | null) => readPage(reading, write, after);
  const common = { name: 'links', zipped: false };
  return [
    {
      ...common,
      ending: 'csv',
      head: csvHeader(),
      about: `${about} POST /imports with the format "hopline" takes it back.`,
      page: page(csvLine),
    },
    {
      ...common,
      name: 'links-as-json',
      ending: 'ndjson',
      head: '',
      about,
      page: page((link) => `${JSON.stringify(link)}\n`),
    },
  ];
}

async function readPage(
  reading: LinkReading,
  write: (link: WireLink) => string,
  after: string | null,
): Promise<SourcePage> {
  const cursor = after === null ? undefined : (JSON.parse(after) as Cursor);
  const page = { limit: PAGE_LINKS, offset: 0, sort: 'createdAt', order: 'asc' } as const;
  const links = await reading.links.list({ showArchived: true }, { ...page, ...(cursor && { after: cursor }) });
  const last = links.length === PAGE_LINKS ? links.at(-1) : undefined;
  return {
    text: (await shown(reading, links)).map(write).join(''),
    rows: links.length,
    next: last ? JSON.stringify({ id: last.id, value: last.createdAt } satisfies Cursor) : null,
  };
}

async function shown(reading: LinkReading, links: Link[]): Promise<WireLink[]> {
  if (links.length === 0) return [];
  const found = await reading.tags.byIds([...new Set(links.flatMap(({ tagIds }) => tagIds))]);
  const known = new Map(found.map((tag) => [tag.id, toWireTag(tag)]));
  const counted = await reading.totals(links.map(({ id }) => id));
  return links.map((link, index) => toWireLink(link, counted[index] ?? NO_TOTALS, reading.addresses, known));
}
