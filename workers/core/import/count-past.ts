/** Counts the clicks of a portion's links, and those of lines that are nothing but clicks. */
import { AppError } from '../error/app-error.ts';
import { refusal } from '../error/refuse.ts';
import { normaliseKey } from '../link/key-normalise.ts';
import type { Name } from '../link/ports.ts';
import { nameText } from './name-text.ts';
import { placeOf } from './draft.ts';
import type { ClicksItem } from './item.ts';
import type { ImportJob } from './job.ts';
import { MAX_CLICKS_PER_LINE, pastEvents, type PastOf } from './past-events.ts';
import type { ImportContext } from './ports.ts';
import { type LinkedLine, type ReadLine, reasonOf, type Refused } from './portion.ts';

type ClicksLine = ReadLine & { item: ClicksItem };

/** @param lines those whose links are here now. @returns how many clicks were not counted before; 0 in a dry run. */
export async function countPast(
  context: ImportContext,
  job: ImportJob,
  lines: readonly LinkedLine[],
  read: readonly ReadLine[],
  refused: Refused[],
): Promise<number> {
  if (!job.options.history) return 0;
  const alone = read.filter((each): each is ClicksLine => each.item.kind === 'clicks');
  const past = [...lines, ...(await linksOf(context, job, alone, refused))];
  const possible = past.filter(({ line, clicks }) => {
    const many = clicks.find(({ count }) => count > MAX_CLICKS_PER_LINE);
    if (many)
      refused.push({
        line,
        reason: `clicks: ${many.count} are more than ${MAX_CLICKS_PER_LINE}, the most that one line can bring; ask for them by day.`,
      });
    return !many;
  });
  const events = pastEvents(possible, context.now());
  return job.dryRun || events.length === 0 ? 0 : context.past.count(events, job.format);
}

/** Lines of a log name their link; it must be here. */
async function linksOf(
  context: ImportContext,
  job: ImportJob,
  lines: readonly ClicksLine[],
  refused: Refused[],
): Promise<(PastOf & { line: ReadLine['line'] })[]> {
  const domains = await context.one.domains.all();
  const named: { each: ClicksLine; name: Name }[] = [];
  for (const each of lines) {
    try {
      const domain = placeOf(each.item, { domains, options: job.options });
      if (!each.item.key) throw refusal('key', 'is required: the line must say which link was clicked');
      named.push({ each, name: { domain: domain.slug, key: normaliseKey(each.item.key, domain.caseSensitive) } });
    } catch (error) {
      refused.push({ line: each.line, reason: reasonOf(error) });
    }
  }
  const links = await byName(
    context,
    named.map(({ name }) => name),
  );
  return named.flatMap(({ each: { line, item }, name }) => {
    const link = links.get(nameText(name));
    if (link) return [{ line, link, clicks: item.clicks }];
    const missing = new AppError(
      'not_found',
      `key: there is no link "${name.key}" on ${name.domain}. Import the links first.`,
    );
    refused.push({ line, reason: missing.message });
    return [];
  });
}

async function byName(context: ImportContext, names: Name[]) {
  const claims = await context.claims.read([...new Map(names.map((name) => [nameText(name), name])).values()]);
  const own = claims.filter((claim) => claim.workspaceId === context.actor.workspace.id);
  const links = await context.links.byIds(own.map(({ linkId }) => linkId));
  return new Map(links.map((link) => [nameText(link), link]));
}
