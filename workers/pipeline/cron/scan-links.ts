/** Each minute: looks at some links again, the oldest first and over and over, and oftener at those of the last days. */
import { ulid } from 'ulid';
import { type DeskContext, decideCase } from '#core/abuse/decide.ts';
import { jobAtDesk } from '#core/abuse/entry.ts';
import { scanLinks, type ScanContext } from '#core/abuse/scan.ts';
import { ID_PREFIX } from '#core/id/entity-id.ts';
import { scanKvKey } from '#core/route/keys.ts';
import { openDesk } from '#platform/abuse/open-desk.ts';
import { D1HazardHosts } from '#platform/d1/control/hazard-hosts.ts';
import { ShardLinks } from '#platform/d1/links/shard-links.ts';
import { safeBrowsing } from '#platform/fetch/safe-browsing.ts';
import { describeError, type Log } from '#platform/log/log.ts';
import { deskTools } from './abuse-tools.ts';
import type { PipelineConfig } from '../env.ts';

/** Lists learn of most harmful addresses within days of the link. */
const NEW_MS = 3 * 86_400_000;
const FRONTS = ['all', 'new'] as const;

export interface ScanRun {
  looked: number;
  noted: number;
  blocked: number;
}

/** Bounded by `ABUSE_SCANS`, per shard and minute, half of it for each front; 0 switches it off. Where it stopped is kept in KV. */
export async function scanForAbuse(config: PipelineConfig, log: Log, now: () => number): Promise<ScanRun> {
  const run: ScanRun = { looked: 0, noted: 0, blocked: 0 };
  if (config.abuseScans === 0) return run;
  const context = contextOf(config, log, now);
  for (const [index, shard] of config.linkShards.entries()) {
    const links = new ShardLinks(shard);
    for (const front of FRONTS) {
      const key = scanKvKey(index, front);
      const from = front === 'new' ? idAt(now() - NEW_MS) : '';
      const kept = (await config.routes.get(key)) ?? '';
      const limit = Math.ceil(config.abuseScans / FRONTS.length);
      const page = await links.after(kept > from ? kept : from, limit);
      const { looked, noted, blocked } = await scanLinks(context, page);
      run.looked += looked;
      run.noted += noted;
      run.blocked += blocked;
      // At the end it begins again.
      const next = page.length < limit ? '' : (page.at(-1)?.id ?? '');
      if (next !== kept) await config.routes.put(key, next);
    }
  }
  return run;
}

/** No link made since then has an id before this one. */
function idAt(ms: number): string {
  return `${ID_PREFIX.link}_${ulid(ms).slice(0, 10)}`;
}

function contextOf(config: PipelineConfig, log: Log, now: () => number): ScanContext {
  const desk = tellingOnce(openDesk(deskTools(config, log, now), jobAtDesk('scan-links')));
  return {
    screening: {
      sources: [new D1HazardHosts(config.control), ...(config.safeBrowsing ? [safeBrowsing(config.safeBrowsing)] : [])],
      lookupFailed: (source, error) => log.warn('hazards.lookup_failed', { source, error: describeError(error) }),
    },
    cases: desk.cases,
    async block(link, threat) {
      const found = await desk.cases.bySubject(link.id);
      const decision = {
        action: 'block',
        reason: threat,
        note: 'Its address is on the list of this instance.',
      } as const;
      if (found?.status === 'open') await decideCase(desk, found.id, { ...decision, listHost: false });
    },
    failed: (link, error) => log.warn('abuse.scan_failed', { linkId: link.id, error: describeError(error) }),
    now,
  };
}

/** A host that is listed can take a thousand links of one workspace with it: its people get one letter a run. */
function tellingOnce(desk: DeskContext): DeskContext {
  const told = new Set<string>();
  return {
    ...desk,
    async workspaceOf(id) {
      const workspace = await desk.workspaceOf(id);
      if (!workspace || !told.has(id)) {
        told.add(id);
        return workspace;
      }
      return { ...workspace, inCharge: [] };
    },
  };
}
