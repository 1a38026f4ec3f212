/** One link in the list: what it is, where it leads, how often it was clicked so far. */
import { Link } from '@tanstack/react-router';
import { Archive, Clock, Folder, GitFork, Lock, PowerOff } from 'lucide-react';
import { memo } from 'react';
import type { WireLink } from '#core/link/wire.ts';
import { CopyButton } from '../design/copy-button.tsx';
import { Skeleton } from '../design/skeleton.tsx';
import { TagChip } from '../design/tag-dot.tsx';
import { displayUrl, hostOf } from '../format/address.ts';
import { countOf } from '../format/number.ts';
import { LiveCount } from '../live/live-count.tsx';
import { useLinkTotals } from '../live/live.tsx';
import { newerCount } from '../live/totals.ts';
import { Ago } from '../shell/ago.tsx';
import { useNow } from '../shell/clock.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { LinkMenu } from './link-menu.tsx';
import styles from './link-list.module.css';
import { Sparkline } from './sparkline.tsx';

/** More tags are counted, not named. */
const MAX_SHOWN_TAGS = 2;

interface LinkRowProps {
  /** Its place in the list, from 0. */
  row: number;
  link: WireLink;
  /** Undefined while it is not known. */
  series: readonly number[] | undefined;
  folder: string | undefined;
  canSelect: boolean;
  selected: boolean;
  /** `range`: everything between this row and the one chosen last. */
  onSelect: (row: number, link: WireLink, range: boolean) => void;
}

export const LinkRow = memo(function LinkRow({
  row,
  link,
  series,
  folder,
  canSelect,
  selected,
  onSelect,
}: LinkRowProps) {
  const workspace = useWorkspace();
  const live = useLinkTotals(link.id);
  const clicks = newerCount(link.clicks, live?.clicks);
  const fetchedLast = link.lastClicked ? Date.parse(link.lastClicked) : 0;
  const lastClicked = newerCount(fetchedLast, live?.lastClickedAt);
  const short = displayUrl(link.shortLink);
  // A root link is nothing but its host.
  const keyStart = Math.max(0, short.indexOf('/'));
  return (
    <>
      <span className={styles.mark}>
        <span className={styles.monogram} aria-hidden>
          {hostOf(link.url).slice(0, 1).toUpperCase() || '·'}
        </span>
        {canSelect && (
          <input
            type="checkbox"
            className={styles.check}
            aria-label={`Select ${short}`}
            checked={selected}
            onChange={(event) => {
              const { nativeEvent } = event;
              onSelect(row, link, 'shiftKey' in nativeEvent && nativeEvent.shiftKey === true);
            }}
          />
        )}
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
          <Marks link={link} />
        </div>
        <span className={styles.url} title={link.url}>
          {displayUrl(link.url) || 'Leads nowhere yet'}
        </span>
      </div>
      <Labels link={link} folder={folder} />
      <span className={styles.spark}>
        {series ? <Sparkline series={series} /> : <Skeleton width={96} height={2} />}
      </span>
      <span className={styles.clicks}>
        <LiveCount count={clicks} className={styles.count} />
        <span className={styles.unit}>{countOf(clicks, 'click').replace(/^[\d,]+ /, '')}</span>
      </span>
      <span className={styles.when}>
        {lastClicked > 0 ? <Ago at={lastClicked} prefix="Clicked " /> : <Ago at={link.createdAt} prefix="Made " />}
      </span>
      <LinkMenu link={link} />
    </>
  );
});

function Labels({ link, folder }: { link: WireLink; folder: string | undefined }) {
  const tags = link.tags ?? [];
  const more = tags.length - MAX_SHOWN_TAGS;
  return (
    <span className={styles.labels}>
      {folder !== undefined && (
        <span className={styles.folder} title={`In the folder ${folder}`}>
          <Folder size={13} aria-hidden />
          <span className={styles.folderName}>{folder}</span>
        </span>
      )}
      {tags.slice(0, MAX_SHOWN_TAGS).map((tag) => (
        <TagChip key={tag.id} tag={tag} />
      ))}
      {more > 0 && (
        <span
          className={styles.more}
          title={tags
            .slice(MAX_SHOWN_TAGS)
            .map((tag) => tag.name)
            .join(', ')}
        >
          +{more}
        </span>
      )}
    </span>
  );
}

/** What makes this link behave unlike a plain one, as small signs with words. */
function Marks({ link }: { link: WireLink }) {
  const now = useNow();
  const expired = link.expiresAt !== null && Date.parse(link.expiresAt) <= now;
  const waits = link.startsAt !== null && Date.parse(link.startsAt) > now;
  const splits = (link.testVariants ?? link.rules ?? []).length > 0 || link.geo !== null;
  return (
    <>
      {link.disabledAt !== null && <Mark icon={<PowerOff size={13} />} words="Switched off" warn />}
      {expired && <Mark icon={<Clock size={13} />} words="Expired" warn />}
      {waits && <Mark icon={<Clock size={13} />} words="Not started" />}
      {link.archived && <Mark icon={<Archive size={13} />} words="Archived" />}
      {link.password !== null && <Mark icon={<Lock size={13} />} words="Asks for a password" />}
      {splits && <Mark icon={<GitFork size={13} />} words="Leads to more than one place" />}
    </>
  );
}

function Mark({ icon, words, warn }: { icon: React.ReactNode; words: string; warn?: boolean }) {
  return (
    <span className={styles.sign} title={words} data-warn={warn ? '' : undefined} role="img" aria-label={words}>
      {icon}
    </span>
  );
}
