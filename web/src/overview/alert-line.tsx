/** The line of alerts, and behind it each of them in full, with the way to what it is about. */
import { Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { WireAlert } from '#core/alert/wire.ts';
import { Dialog, DialogBody } from '../design/dialog.tsx';
import { Ago } from '../shell/ago.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import styles from './open-alerts.module.css';

/** More than these are one trouble with many faces. */
const SHOWN = 8;

export function AlertLine({ alerts, isAll }: { alerts: readonly WireAlert[]; isAll: boolean }) {
  const [open, setOpen] = useState(false);
  const more = alerts.length - SHOWN;
  const title = alerts.length === 1 ? 'Something needs your eye' : `${alerts.length} things need your eye`;
  return (
    <>
      <button
        type="button"
        className={styles.line}
        aria-haspopup="dialog"
        title={alerts[0]?.message}
        onClick={() => setOpen(true)}
      >
        <TriangleAlert size={14} aria-hidden />
        <span className={styles.words}>{title}</span>
      </button>
      <Dialog open={open} onClose={() => setOpen(false)} title={title}>
        <DialogBody>
          <ul className={styles.list}>
            {alerts.slice(0, SHOWN).map((alert) => (
              <AlertItem key={`${alert.kind} ${alert.subject}`} alert={alert} />
            ))}
          </ul>
          {more > 0 && <p className={styles.more}>{isAll ? `And ${more} more.` : `And at least ${more} more.`}</p>}
        </DialogBody>
      </Dialog>
    </>
  );
}

function AlertItem({ alert: { kind, subject, message, firstSeenAt } }: { alert: WireAlert }) {
  const { slug: workspace } = useWorkspace();
  const place = PLACES[kind];
  return (
    <li>
      <p>{message}</p>
      <p className={styles.since}>
        <Ago at={firstSeenAt} prefix="Noticed " />
        <Link to={place.to} params={{ workspace, linkId: subject, webhookId: subject }} className={styles.look}>
          {place.words}
        </Link>
      </p>
    </li>
  );
}

/** Where each kind is looked into. */
const PLACES = {
  'audit.broken': { to: '/$workspace/proof', words: 'See the proof' },
  'link.failing': { to: '/$workspace/links/$linkId', words: 'See the link' },
  'usage.events': { to: '/$workspace/settings/usage', words: 'See the usage' },
  'webhook.disabled': { to: '/$workspace/settings/webhooks/$webhookId', words: 'See the webhook' },
  'webhook.failing': { to: '/$workspace/settings/webhooks/$webhookId', words: 'See the webhook' },
} as const satisfies Record<WireAlert['kind'], object>;
