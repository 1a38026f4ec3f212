/** SQL for what links carry, and for lists that are too long for one parameter. */
import type { GroupedQuery } from './stats-query.ts';

/** A parameter of a request holds at most 128 KiB with ClickHouse's defaults; an id and its quotes are 35 bytes. */
const VALUES_PER_PARAM = 3_000;

/** Parameters that together hold the values: at least one, possibly empty. */
export function listsOf(name: string, values: string[], params: Record<string, unknown>): string[] {
  const names: string[] = [];
  for (let at = 0; at === 0 || at < values.length; at += VALUES_PER_PARAM) {
    const each = at === 0 ? name : `${name}_${at / VALUES_PER_PARAM}`;
    params[each] = values.slice(at, at + VALUES_PER_PARAM);
    names.push(`{${each}:Array(String)}`);
  }
  return names;
}

/** The ids that a row's link carries, as an array: [''] for none. */
function labelsOfRow({ labels }: GroupedQuery, params: Record<string, unknown>, link: string): string {
  if (!labels || labels.links.length === 0) return "materialize([''])";
  const joined = (name: string, values: string[]) => {
    const lists = listsOf(name, values, params);
    return lists.length === 1 ? lists[0] : `arrayConcat(${lists.join(', ')})`;
  };
  const found = `transform(${link}, ${joined('labelled', labels.links)}, ${joined('labels', labels.values)}, '')`;
  return `splitByChar(',', ${found})`;
}

/** One row for each label that counts. @param ranked it is the dimension that `only` is about. @param link column of the link's id. */
export function labelValue(
  query: GroupedQuery,
  params: Record<string, unknown>,
  ranked: boolean,
  link: string,
): string {
  const all = labelsOfRow(query, params, link);
  if (!ranked || !query.only) return `arrayJoin(${all})`;
  return `arrayJoin(arrayIntersect(${all}, {ranked:Array(String)}))`;
}

/** Rows whose link carries one of the ranked labels; for `except`, none of them: a link counts where it is shown. */
export function labelCondition(query: GroupedQuery, params: Record<string, unknown>, link: string): string {
  return `${query.only ? '' : 'NOT '}hasAny(${labelsOfRow(query, params, link)}, {ranked:Array(String)})`;
}
