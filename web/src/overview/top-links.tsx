/** The most clicked links of a period. */
import { Link } from '@tanstack/react-router';
import { displayUrl } from '../format/address.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { Breakdown } from '../stats/breakdown.tsx';
import type { Subject } from '../stats/queries.ts';
import { useStats } from '../stats/queries.ts';
import type { Range } from '../stats/range.ts';

export function TopLinks({ subject, range }: { subject: Subject; range: Range }) {
  const { slug } = useWorkspace();
  const query = useStats(subject, 'top_links', range);
  // Where all are on one domain, it says nothing, and what tells them apart would be cut off.
  const oneDomain = new Set(query.data?.map((item) => item.domain)).size === 1;
  return (
    <Breakdown
      title="Top links"
      what="the top links"
      query={query}
      empty="Your most clicked links of the period stand here."
      toRow={(item) => ({
        id: item.id,
        clicks: item.clicks,
        label: (
          <Link to="/$workspace/links/$linkId" params={{ workspace: slug, linkId: item.id }}>
            {oneDomain ? `/${item.key}` : displayUrl(item.shortLink)}
          </Link>
        ),
      })}
    />
  );
}
