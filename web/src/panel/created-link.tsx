/** The moment after: copy it, open it, and see the first click arrive. */
import { Link } from '@tanstack/react-router';
import { ExternalLink, QrCode } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { WireLink } from '#core/link/wire.ts';
import { Button, buttonClass } from '../design/button.tsx';
import { CopyButton } from '../design/copy-button.tsx';
import { DialogBody, DialogFoot } from '../design/dialog.tsx';
import { displayUrl } from '../format/address.ts';
import { countOf } from '../format/number.ts';
import { useLinkTotals } from '../live/live.tsx';
import { newerCount } from '../live/totals.ts';
import { useLinkPanel } from '../links/panel-context.ts';
import { useWorkspace } from '../shell/workspace.ts';
import styles from './created-link.module.css';

export function CreatedLink({
  link,
  onAnother,
  onDone,
}: {
  link: WireLink;
  onAnother: () => void;
  onDone: () => void;
}) {
  const workspace = useWorkspace();
  const open = useLinkPanel();
  const copy = useRef<HTMLButtonElement>(null);
  const clicks = newerCount(link.clicks, useLinkTotals(link.id)?.clicks);
  // Enter made the link, Enter copies it.
  useEffect(() => copy.current?.focus(), []);
  return (
    <>
      <DialogBody>
        <div className={styles.box}>
          <span className={styles.short}>{displayUrl(link.shortLink)}</span>
          <CopyButton ref={copy} text={link.shortLink} what="short link" look="primary" size="small" labelled />
          <a
            href={link.shortLink}
            target="_blank"
            rel="noopener"
            className={buttonClass({ size: 'small', icon: true })}
            aria-label="Open short link in a new tab"
          >
            <ExternalLink size={14} aria-hidden />
          </a>
        </div>
        <p className={styles.url}>leads to {displayUrl(link.url)}</p>
        <p className={styles.wait} role="status" data-clicked={clicks > 0 ? '' : undefined}>
          <span className={styles.dot} aria-hidden />
          {clicks > 0
            ? `${countOf(clicks, 'click')} counted`
            : 'Waiting for the first click. Open the link and watch it arrive.'}
        </p>
      </DialogBody>
      <DialogFoot>
        <Button look="ghost" onClick={onAnother}>
          Make another
        </Button>
        <Button onClick={() => open({ is: 'edit', link, section: 'qr' })}>
          <QrCode size={14} aria-hidden />
          QR code
        </Button>
        <Link
          to="/$workspace/links/$linkId"
          params={{ workspace: workspace.slug, linkId: link.id }}
          className={buttonClass({})}
          onClick={onDone}
        >
          See its page
        </Link>
      </DialogFoot>
    </>
  );
}
