/** Joins the `top_folders` and `top_link_tags` breakdowns with the folders and tags themselves; what is gone has no row. */
import type { LinkContext } from '../link/ports.ts';
import { namesOfLabels, UNSORTED_FOLDER } from './labels.ts';
import type { MetricsRow } from './run.ts';
import type { Analytics } from './wire.ts';

/** The id travels again as `url`, which the de-facto client accepts. */
export async function nameLabels(
  context: Pick<LinkContext, 'folders' | 'tags'>,
  name: 'top_folders' | 'top_link_tags',
  rows: MetricsRow[],
): Promise<Analytics> {
  const kind = name === 'top_folders' ? 'folder' : 'tag';
  const idOf = ({ value }: MetricsRow) => (kind === 'folder' ? value || UNSORTED_FOLDER.id : value);
  const named = await namesOfLabels(context, kind, rows.map(idOf));
  return rows.flatMap((row) => {
    const id = idOf(row);
    const found = named.get(id);
    return found ? [{ [`${kind}Id`]: id, [kind]: found, url: id, ...row.metrics }] : [];
  });
}
