/** Copies the ledgers' counts of recently active links into D1, where lists are sorted by them. Some links each minute, round and round. */
import type { LedgerRpc } from '#core/ledger/contract.ts';
import { MAX_LINKS_PER_TOTALS } from '#core/ledger/contract.ts';
import { type ActiveLink, activeLinks } from '#platform/clickhouse/active-links.ts';
import { workspaceShard } from '#platform/d1/control/workspace-shard.ts';
import { copyCounts } from '#platform/d1/links/copy-counts.ts';
import type { PipelineConfig } from '../env.ts';

/** Links of one run: ten ledger calls and ten statements. A round over n active links takes n ÷ 2 000 minutes. */
const MAX_LINKS_PER_RUN = 2_000;
/** Where the round stands, in KV. Losing it begins a new round. */
const CURSOR_KEY = 'counts:round';
/** A round looks back further than the last one began: rollups follow their events within seconds. */
const OVERLAP_MS = 3_600_000;

interface Round {
  /** Links active since then, Unix ms. */
  sinceMs: number;
  startedMs: number;
  after?: ActiveLink;
}

export interface CopiedCounts {
  looked: number;
  changed: number;
}

type Tools = Pick<PipelineConfig, 'clickhouse' | 'control' | 'linkShards' | 'routes'> & {
  ledgers: { nameOf(workspaceId: string): string; get(name: string): Pick<LedgerRpc, 'totals'> };
};

export async function copyLinkCounts(tools: Tools, now: number, maxLinks = MAX_LINKS_PER_RUN): Promise<CopiedCounts> {
  const round = (await tools.routes.get<Round>(CURSOR_KEY, 'json')) ?? { sinceMs: now - OVERLAP_MS, startedMs: now };
  const page = await activeLinks(tools.clickhouse, round.sinceMs, round.after, maxLinks);
  let changed = 0;
  for (const [workspaceId, links] of Map.groupBy(page, (link) => link.workspaceId))
    changed += await copyWorkspace(
      tools,
      workspaceId,
      links.map((link) => link.linkId),
      now,
    );
  const last = page.length === maxLinks ? page.at(-1) : undefined;
  const next: Round = last ? { ...round, after: last } : { sinceMs: round.startedMs - OVERLAP_MS, startedMs: now };
  await tools.routes.put(CURSOR_KEY, JSON.stringify(next));
  return { looked: page.length, changed };
}

async function copyWorkspace(tools: Tools, workspaceId: string, ids: string[], now: number): Promise<number> {
  const shard = tools.linkShards[(await workspaceShard(tools.control, workspaceId)) ?? -1];
  if (!shard) return 0;
  const ledger = tools.ledgers.get(tools.ledgers.nameOf(workspaceId));
  let changed = 0;
  for (let start = 0; start < ids.length; start += MAX_LINKS_PER_TOTALS) {
    const part = ids.slice(start, start + MAX_LINKS_PER_TOTALS);
    const { links } = await ledger.totals(workspaceId, part);
    const counts = part.flatMap((id, index) => {
      const totals = links[index];
      if (!totals) return [];
      const { clicks, lastClickedAt, saleAmount } = totals;
      return [{ id, clicks, lastClickedAt, saleAmount }];
    });
    changed += await copyCounts(shard, workspaceId, counts, now);
  }
  return changed;
}
