/** Looks at a public page: whether it may be seen, and what it shows. */
import { AppError } from '../error/app-error.ts';
import { refusal } from '../error/refuse.ts';
import { verifyPassword } from '../link/password.ts';
import { shortLinkOf } from '../link/present.ts';
import { signUnlock, UNLOCK_SECONDS, verifyUnlock } from '../link/unlock-token.ts';
import { isoDate } from '../schema/date.ts';
import type { StatsContext } from '../stats/context.ts';
import type { MetricName } from '../stats/report/metric.ts';
import type { ReportQuery } from '../stats/report/query.ts';
import { makeReport } from '../stats/report/report.ts';
import { type SharedPage, type SharedReport, type SharedReportQuery, SHARED_GROUPINGS } from './public-wire.ts';
import type { Share } from './share.ts';

const CLICKS: MetricName[] = ['clicks', 'uniqueVisitors'];
const CONVERSIONS: MetricName[] = ['leads', 'sales', 'saleAmount'];

/** One answer for what never was, is over, or was ended: an address that does not work says nothing else. */
export function shareIsOver(): AppError {
  return new AppError('not_found', 'There is no page here, or it is not shared any more.');
}

/** Throws `not_found`. */
export function requireCurrent(share: Share | undefined, nowMs: number): asserts share is Share {
  if (!share || (share.expiresAt !== null && share.expiresAt <= nowMs)) throw shareIsOver();
}

/** Whether the token, if one is needed, is of this page and of its present password. */
export async function isUnlocked(share: Share, token: string | undefined, nowMs: number): Promise<boolean> {
  return share.passwordHash === null || (await verifyUnlock(token ?? '', share.key, share.passwordHash, nowMs));
}

/** The caller has counted the attempt before. Throws `forbidden` for a wrong password. */
export async function unlockShare(
  share: Share,
  password: string,
  nowMs: number,
): Promise<{ token: string; expiresAt: string }> {
  if (share.passwordHash === null) throw new AppError('bad_request', 'This page has no password.');
  if (!(await verifyPassword(password, share.passwordHash)))
    throw new AppError('forbidden', 'password: this is not the password of the page.');
  return {
    token: await signUnlock(share.key, share.passwordHash, nowMs),
    expiresAt: new Date(nowMs + UNLOCK_SECONDS * 1_000).toISOString(),
  };
}

export async function showSharedPage(context: StatsContext, share: Share, unlocked: boolean): Promise<SharedPage> {
  if (!unlocked) {
    const nothing = {
      name: null,
      kind: null,
      shortLink: null,
      showsConversions: false,
      groupings: [],
      expiresAt: null,
    };
    return { locked: true, ...nothing };
  }
  const link = share.kind === 'link' ? await context.links.links.byId(share.targetId ?? '') : undefined;
  return {
    locked: false,
    name: share.name,
    kind: share.kind,
    shortLink: link ? shortLinkOf(context.addresses, link.domain, link.key) : null,
    showsConversions: share.showConversions,
    groupings: SHARED_GROUPINGS.filter((name) => name !== 'top_links' || share.kind !== 'link'),
    expiresAt: isoDate(share.expiresAt),
  };
}

type SharedQuestion = Omit<SharedReportQuery, 'token'>;

/** The caller has seen to it that the page is unlocked. */
export async function makeSharedReport(
  context: StatsContext,
  share: Share,
  query: SharedQuestion,
): Promise<SharedReport> {
  if (share.kind === 'link' && query.groupBy === 'top_links')
    throw refusal('groupBy', 'shows one link alone on this page', query.groupBy);
  const report = await makeReport(context, questionOf(share, query));
  return {
    groupBy: query.groupBy,
    metrics: report.metrics,
    timezone: report.timezone,
    granularity: report.granularity,
    period: report.period,
    rows: report.rows.map(({ key, values }) => ({ key: withoutIds(key, report.links), values })),
    total: report.total.values,
    visitors: { exact: report.visitors.exact, errorPercent: report.visitors.errorPercent },
  };
}

/** Everything but the range is the share's: nothing that a visitor sends widens it. */
function questionOf(share: Share, { groupBy, ...query }: SharedQuestion): ReportQuery {
  const scope =
    share.kind === 'link'
      ? { linkId: share.targetId ?? '' }
      : share.kind === 'folder'
        ? { folderId: share.targetId ?? '' }
        : {};
  return {
    ...query,
    ...scope,
    groupBy: [groupBy],
    event: share.showConversions ? 'composite' : 'clicks',
    metrics: share.showConversions ? [...CLICKS, ...CONVERSIONS] : CLICKS,
  };
}

type Key = SharedReport['rows'][number]['key'];

function withoutIds({ linkId, ...key }: Key, links: Record<string, { shortLink: string }>): Key {
  return linkId === undefined ? key : { ...key, shortLink: links[linkId]?.shortLink ?? '(deleted)' };
}
