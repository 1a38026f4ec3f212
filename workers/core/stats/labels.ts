/** Folders and tags of links in reports: found in the links' own store, because they are what links carry now, and named in answers. */
import { refusal } from '../error/refuse.ts';
import type { LinkContext, LinkStore } from '../link/ports.ts';
import { BREAKDOWNS, type Dimension, type LabelKind } from './dimension.ts';
import type { Grouping } from './stats-query.ts';

/** Links with a folder or tags that one question can carry. */
export const MAX_LABELLED_LINKS = 20_000;
/** How the links in no folder are called, here as in filters. */
export const UNSORTED_FOLDER = { id: 'unsorted', name: 'Links' } as const;
/** Names of folders read at once. */
const MAX_NAMES = 1_000;

/** Link ids, and beside each what it carries; links that carry nothing are not there. */
export interface Labels {
  links: string[];
  /** Ids joined by commas. */
  values: string[];
}

/** What a grouping needs; undefined when it groups by no label. Throws `unprocessable_entity` when too many links have one. */
export async function labelsFor(links: Pick<LinkStore, 'labelled'>, groupBy: Grouping): Promise<Labels | undefined> {
  const kind = labelOf(groupBy);
  if (kind === undefined) return undefined;
  const found = await links.labelled(kind, MAX_LABELLED_LINKS + 1);
  if (found.length > MAX_LABELLED_LINKS)
    throw refusal(
      'groupBy',
      `more than ${MAX_LABELLED_LINKS} links have a ${kind}; ask for one ${kind} at a time, by ${kind}Id`,
    );
  return { links: found.map(({ id }) => id), values: found.map(({ labels }) => labels.join(',')) };
}

function labelOf(groupBy: Grouping): LabelKind | undefined {
  const names =
    groupBy.kind === 'breakdown' ? [groupBy.name] : groupBy.kind === 'pair' ? [groupBy.first, groupBy.second] : [];
  const kinds = names.flatMap((name) => (name === 'timeseries' ? [] : [(BREAKDOWNS[name] as Dimension).label]));
  const [first, second] = kinds.filter((kind) => kind !== undefined);
  if (second !== undefined) throw refusal('groupBy', 'cannot name folders and tags at once', names.join(','));
  return first;
}

/** Names by id, of those that still exist and may be seen. */
export async function namesOfLabels(
  { folders, tags }: Pick<LinkContext, 'folders' | 'tags'>,
  kind: LabelKind,
  ids: string[],
): Promise<Map<string, { id: string; name: string; color?: string }>> {
  if (kind === 'tag') return new Map((await tags.byIds(ids)).map(({ id, name, color }) => [id, { id, name, color }]));
  const wanted = new Set(ids);
  const found = (await folders.list({ limit: MAX_NAMES, offset: 0 })).filter(({ id }) => wanted.has(id));
  return new Map([UNSORTED_FOLDER, ...found].map(({ id, name }) => [id, { id, name }]));
}
