/** What the rows of a report name by id: links, folders, tags. */
import type { StatsContext } from '../context.ts';
import type { BreakdownName } from '../dimension.ts';
import { namesOfLabels, UNSORTED_FOLDER } from '../labels.ts';
import { NO_METRICS } from '../shape.ts';
import { type Grouping, rankedDimension } from '../stats-query.ts';
import { nameTopLinks } from '../top-links.ts';
import type { Measured } from './measure.ts';
import type { Report } from './wire.ts';

export async function nameRows(
  context: StatsContext,
  groupBy: Grouping,
  shown: Measured,
): Promise<Pick<Report, 'links' | 'labels'>> {
  const folders = idsIn(groupBy, shown, 'top_folders')?.map((id) => id || UNSORTED_FOLDER.id);
  const tags = idsIn(groupBy, shown, 'top_link_tags');
  const [links, labels] = await Promise.all([
    namedLinks(context, idsIn(groupBy, shown, 'top_links') ?? []),
    folders || tags ? namesOfLabels(context.links, folders ? 'folder' : 'tag', folders ?? tags ?? []) : [],
  ]);
  return { links, labels: Object.fromEntries(labels) };
}

/** Different values that rows have of this dimension; undefined when the report is not about it. */
function idsIn(groupBy: Grouping, { rows }: Measured, name: BreakdownName): string[] | undefined {
  const isFirst = rankedDimension(groupBy) === name;
  if (!isFirst && !(groupBy.kind === 'pair' && groupBy.second === name)) return undefined;
  return [...new Set(rows.map(({ place }) => (isFirst ? place.value : place.second)))];
}

async function namedLinks(context: StatsContext, ids: string[]): Promise<Report['links']> {
  const rows = ids
    .filter((id) => id !== '')
    .map((value) => ({ value, second: '', bucket: 0, slot: 0, metrics: NO_METRICS }));
  const named = await nameTopLinks(context, rows);
  return Object.fromEntries(
    named.map(({ id, domain, key, shortLink, url, title }) => [id, { domain, key, shortLink, url, title }]),
  );
}
