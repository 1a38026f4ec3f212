/** One link: what it is, and everything its clicks tell. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { Link2Off } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { ApiError } from '../api/error.ts';
import { buttonClass } from '../design/button.tsx';
import { EmptyState, ErrorState } from '../design/state.tsx';
import { displayUrl } from '../format/address.ts';
import { knownLink, linkQuery } from '../links/queries.ts';
import { useLinkTotals } from '../live/live.tsx';
import { newerCount } from '../live/totals.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { Countries, Devices, Referrers } from '../stats/breakdowns.tsx';
import grid from '../stats/grid.module.css';
import { RangePicker } from '../stats/range-picker.tsx';
import { DEFAULT_RANGE, parseRange } from '../stats/range.ts';
import { Traffic } from '../stats/traffic.tsx';
import { LinkHead, LinkHeadSkeleton } from './link-head.tsx';
import styles from './link-page.module.css';

/** Few ever see it, so it comes when it is needed. */
const BlockedLink = lazy(async () => ({ default: (await import('../abuse/block-notice.tsx')).BlockedLink }));

export function LinkPage() {
  const { linkId } = useParams({ from: '/member/$workspace/links/$linkId' });
  // Another link is another page: no figure of one may stand under the name of the other.
  return <OneLink key={linkId} linkId={linkId} />;
}

function OneLink({ linkId }: { linkId: string }) {
  const workspace = useWorkspace();
  const range = parseRange(useSearch({ from: '/member/$workspace/links/$linkId' }).range);
  const client = useQueryClient();
  const link = useQuery({
    ...linkQuery(workspace.id, linkId),
    placeholderData: () => knownLink(client, workspace.id, linkId),
  });
  const live = useLinkTotals(linkId)?.clicks;
  const subject = { workspaceId: workspace.id, linkId };

  if (link.isError && !link.data) {
    const gone = link.error instanceof ApiError && link.error.status === 404;
    return gone ? (
      <GoneLink slug={workspace.slug} />
    ) : (
      <ErrorState what="this link" error={link.error} onRetry={() => void link.refetch()} />
    );
  }
  return (
    <div className={styles.page}>
      <title>{`${link.data ? displayUrl(link.data.shortLink) : 'Link'} · Hopline`}</title>
      <div className={styles.top}>
        {link.data ? <LinkHead link={link.data} /> : <LinkHeadSkeleton />}
        <div className={styles.tools}>
          <Link
            to="/$workspace/analytics"
            params={{ workspace: workspace.slug }}
            search={{ linkId, ...(range !== DEFAULT_RANGE && { range }) }}
            className={buttonClass({})}
          >
            All analytics
          </Link>
          <RangePicker range={range} />
        </div>
      </div>
      <div className={grid.stack}>
        {link.data?.blocked && (
          <Suspense>
            <BlockedLink linkId={link.data.id} blocked={link.data.blocked} />
          </Suspense>
        )}
        <Traffic subject={subject} range={range} total={link.data && newerCount(link.data.clicks, live)} />
        <div className={grid.grid}>
          <Countries subject={subject} range={range} />
          <Referrers subject={subject} range={range} />
          <Devices subject={subject} range={range} />
        </div>
      </div>
    </div>
  );
}

function GoneLink({ slug }: { slug: string }) {
  return (
    <EmptyState
      icon={<Link2Off size={18} />}
      title="This link is not here"
      actions={
        <Link to="/$workspace/links" params={{ workspace: slug }} className={buttonClass({})}>
          See all links
        </Link>
      }
    >
      It was deleted, or it belongs to another workspace.
    </EmptyState>
  );
}
