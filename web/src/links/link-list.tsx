/** The rows of the list, their skeleton, and the way to more. */
import type { WireLink } from '#core/link/wire.ts';
import { Button } from '../design/button.tsx';
import { classNames } from '../design/class-names.ts';
import { Skeleton } from '../design/skeleton.tsx';
import styles from './link-list.module.css';
import { LinkRow } from './link-row.tsx';

interface LinkListProps {
  links: WireLink[];
  /** True while these rows answer an older question. */
  stale: boolean;
  hasMore: boolean;
  loadingMore: boolean;
  failedMore: boolean;
  onMore: () => void;
}

export function LinkList({ links, stale, hasMore, loadingMore, failedMore, onMore }: LinkListProps) {
  return (
    <>
      <ul className={classNames(styles.list, stale && styles.stale)} aria-label="Links" aria-busy={stale}>
        {links.map((link) => (
          <LinkRow key={link.id} link={link} />
        ))}
      </ul>
      {hasMore && (
        <div className={styles.more}>
          <Button onClick={onMore} aria-disabled={loadingMore}>
            {loadingMore ? 'Loading…' : 'Show more links'}
          </Button>
          {failedMore && (
            <p role="alert" className={styles.failed}>
              The next links could not be loaded. Try again.
            </p>
          )}
        </div>
      )}
    </>
  );
}

const GHOSTS = [210, 168, 190, 240, 150, 200, 176, 220];

export function LinkListSkeleton() {
  return (
    <div role="status">
      <span className="visually-hidden">Loading links</span>
      <ul className={styles.list} aria-hidden>
        {GHOSTS.map((width) => (
          <li key={width} className={classNames(styles.row, styles.ghost)}>
            <Skeleton width={32} height={32} radius={8} />
            <div className={styles.names}>
              <Skeleton width={width * 0.7} height={14} />
              <Skeleton width={`min(${width * 1.4}px, 90%)`} height={12} />
            </div>
            <Skeleton width={48} height={14} />
          </li>
        ))}
      </ul>
    </div>
  );
}
