/** One link in the list: what it is, where it leads, how often it was clicked so far. */
import { Link } from '@tanstack/react-router';
import type { WireLink } from '#core/link/wire.ts';
import { CopyButton } from '../design/copy-button.tsx';
import { displayUrl, hostOf } from '../format/address.ts';
import { countOf } from '../format/number.ts';
import { LiveCount } from '../live/live-count.tsx';
import { useLinkTotals } from '../live/live.tsx';
import { newerCount } from '../live/totals.ts';
import { Ago } from '../shell/ago.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import { LinkMenu } from './link-menu.tsx';
import styles from './link-list.module.css';

export function LinkRow({ link }: { link: WireLink }) {
  const workspace = useWorkspace();
  const live = useLinkTotals(link.id);
  const clicks = newerCount(link.clicks, live?.clicks);
  const fetchedLast = link.lastClicked ? Date.parse(link.lastClicked) : 0;
  const lastClicked = newerCount(fetchedLast, live?.lastClickedAt);
  const short = displayUrl(link.shortLink);
  // A root link is nothing but its host.
  const keyStart = Math.max(0, short.indexOf('/'));
  return (
    <li className={styles.row}>
      <span className={styles.monogram} aria-hidden>
        {hostOf(link.url).slice(0, 1).toUpperCase() || '·'}
      </span>
      <div className={styles.names}>
        <div className={styles.short}>
          <Link
            to="/$workspace/links/$linkId"
            params={{ workspace: workspace.slug, linkId: link.id }}
            className={styles.link}
          >
            <span className={styles.host}>{short.slice(0, keyStart)}</span>
            {short.slice(keyStart)}
          </Link>
          <CopyButton text={link.shortLink} what={short} look="ghost" size="small" />
        </div>
        <span className={styles.url} title={link.url}>
          {displayUrl(link.url)}
        </span>
      </div>
      <span className={styles.when}>
        {lastClicked > 0 ? <Ago at={lastClicked} prefix="Clicked " /> : 'No clicks yet'}
      </span>
      <span className={styles.created}>
        <Ago at={link.createdAt} prefix="Made " />
      </span>
      <span className={styles.clicks}>
        <LiveCount count={clicks} className={styles.count} />
        <span className={styles.unit}>{countOf(clicks, 'click').replace(/^[\d,]+ /, '')}</span>
      </span>
      <LinkMenu link={link} />
    </li>
  );
}
