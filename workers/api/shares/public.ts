/** Everything a request for a public page goes through before it is answered. */
import type { Context } from 'hono';
import { waitUntil } from 'cloudflare:workers';
import type { Actor } from '#core/access/actor.ts';
import { AppError } from '#core/error/app-error.ts';
import { isUnlocked, requireCurrent, shareIsOver } from '#core/share/look.ts';
import { looksLikeShareKey, type Share } from '#core/share/share.ts';
import type { StatsContext } from '#core/stats/context.ts';
import { publicShares } from '#platform/d1/control/shares.ts';
import { reportsFor } from '../analytics/context.ts';
import type { ApiContext } from '../http/context.ts';

/** A page that is looked at often costs one report in this time, for each data centre. */
const KEPT_SECONDS = 30;
/** Names the kept answers; no such host is ever asked. */
const KEPT_AT = 'https://shared-reports.invalid/';

export interface Opened {
  share: Share;
  unlocked: boolean;
  context: StatsContext;
}

/** Throws `not_found` for a page that is not shared, and what withholds reports of the workspace. */
export async function openShare(c: Context<ApiContext>, key: string, token: string | undefined): Promise<Opened> {
  const services = c.get('services');
  const found = looksLikeShareKey(key) ? await publicShares(services.config.control)(key) : undefined;
  if (!found) throw shareIsOver();
  const { share, workspace } = found;
  requireCurrent(share, Date.now());
  // The page looks with the eyes of who made it, and can do nothing but look.
  const actor: Actor = {
    workspace,
    userId: share.createdBy,
    role: share.seesAll ? 'owner' : 'viewer',
    job: 'shared-page',
    requestId: c.get('requestId'),
  };
  return {
    share,
    unlocked: await isUnlocked(share, c.req.header('x-share-token') ?? token, Date.now()),
    context: await reportsFor(c, actor, false),
  };
}

/** Throws `unauthorized` when a password is needed first. */
export function requireUnlocked({ unlocked }: Opened): void {
  if (!unlocked) throw new AppError('unauthorized', 'This page has a password. Unlock it first.');
}

/** The kept answer, or a fresh one that is kept. A share that was changed has other names, so that a change shows at once. */
export async function kept<Answer extends object>(
  { share }: Opened,
  question: object,
  make: () => Promise<Answer>,
): Promise<Answer> {
  const name = new URL(`${share.id}/${share.updatedAt}`, KEPT_AT);
  for (const [field, value] of Object.entries(question)) name.searchParams.set(field, String(value));
  const before = await caches.default.match(name.href);
  if (before) return before.json<Answer>();
  const answer = await make();
  const headers = { 'cache-control': `max-age=${KEPT_SECONDS}` };
  waitUntil(caches.default.put(name.href, Response.json(answer, { headers })));
  return answer;
}
