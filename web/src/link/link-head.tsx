/** The link itself: its short form, where it leads, and what can be done with it. */
import { Link, useNavigate } from '@tanstack/react-router';
import { CornerDownRight, ExternalLink } from 'lucide-react';
import type { WireLink } from '#core/link/wire.ts';
import { backClass, BackTo } from '../design/back.tsx';
import { buttonClass } from '../design/button.tsx';
import { CopyButton } from '../design/copy-button.tsx';
import { Skeleton } from '../design/skeleton.tsx';
import { displayUrl } from '../format/address.ts';
import { LinkMenu } from '../links/link-menu.tsx';
import { LivePill } from '../live/live-pill.tsx';
import { Ago } from '../shell/ago.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import styles from './link-page.module.css';

export function LinkHead({ link }: { link: WireLink }) {
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const leave = () => void navigate({ to: '/$workspace/links', params: { workspace: slug } });
  const short = displayUrl(link.shortLink);
  return (
    <header className={styles.head}>
      <BackLink slug={slug} />
      <div className={styles.title}>
        <h1 className={styles.short}>{short}</h1>
        <span className={styles.live}>
          <LivePill />
        </span>
        <div className={styles.actions}>
          <CopyButton text={link.shortLink} what={short} labelled />
          <a
            href={link.shortLink}
            target="_blank"
            rel="noopener"
            className={buttonClass({ icon: true })}
            aria-label="Open short link in a new tab"
          >
            <ExternalLink size={15} aria-hidden />
          </a>
          <LinkMenu link={link} size="normal" onDeleted={leave} />
        </div>
      </div>
      <p className={styles.url}>
        <CornerDownRight size={14} aria-hidden />
        <a href={link.url} target="_blank" rel="noopener noreferrer" title={link.url}>
          {displayUrl(link.url)}
        </a>
      </p>
      <p className={styles.meta}>
        <Ago at={link.createdAt} prefix="Made " />
        {link.comments && <span> · {link.comments}</span>}
      </p>
    </header>
  );
}

function BackLink({ slug }: { slug: string }) {
  return (
    <Link to="/$workspace/links" params={{ workspace: slug }} className={backClass}>
      <BackTo>Links</BackTo>
    </Link>
  );
}

export function LinkHeadSkeleton() {
  const { slug } = useWorkspace();
  return (
    <header className={styles.head}>
      <BackLink slug={slug} />
      <div className={styles.title} role="status">
        <span className="visually-hidden">Loading the link</span>
        <Skeleton width={220} height={28} />
        <div className={styles.actions}>
          <Skeleton width={176} height="var(--control)" radius={6} />
        </div>
      </div>
      <div className={styles.url}>
        <Skeleton width={280} />
      </div>
      <div className={styles.meta}>
        <Skeleton width={120} />
      </div>
    </header>
  );
}
