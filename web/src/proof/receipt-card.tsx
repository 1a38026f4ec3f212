/** The receipt: the verdict in one sentence, and where each event is. */
import type { UseQueryResult } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, CircleDashed } from 'lucide-react';
import type { AuditedDay } from '#core/proof/audit-days.ts';
import type { Receipt } from '#core/proof/receipt.ts';
import { Skeleton } from '../design/skeleton.tsx';
import { ErrorState } from '../design/state.tsx';
import { formatCount } from '../format/number.ts';
import { dropReason, formatDuration, judge, type Verdict } from './words.ts';
import styles from './receipt.module.css';

const ICONS = { ok: CircleCheck, warn: CircleDashed, danger: CircleAlert };

interface ReceiptCardProps {
  receipt: UseQueryResult<Receipt>;
  days: AuditedDay[] | undefined;
}

export function ReceiptCard({ receipt, days }: ReceiptCardProps) {
  if (receipt.isError && !receipt.data) {
    return (
      <section className={styles.card} aria-label="Receipt">
        <ErrorState compact what="the receipt" error={receipt.error} onRetry={() => void receipt.refetch()} />
      </section>
    );
  }
  return (
    <section className={styles.card} aria-label="Receipt" aria-busy={!receipt.data}>
      {receipt.data ? <Headline {...judge(receipt.data, days)} /> : <HeadlineSkeleton />}
      <Figures receipt={receipt.data} />
      {receipt.data && <Footnotes receipt={receipt.data} />}
    </section>
  );
}

function Headline({ tone, title, text }: Verdict) {
  const Icon = ICONS[tone];
  return (
    <div className={styles.headline} data-tone={tone} role="status">
      <Icon size={20} aria-hidden />
      <div>
        <p className={styles.title}>{title}</p>
        <p className={styles.text}>{text}</p>
      </div>
    </div>
  );
}

function HeadlineSkeleton() {
  return (
    <div className={styles.headline} role="status">
      <span className="visually-hidden">Loading the receipt</span>
      <Skeleton width={20} height={20} radius={10} />
      <div className={styles.bones}>
        <Skeleton width={220} height={14} />
        <Skeleton width="min(320px, 100%)" height={12} />
      </div>
    </div>
  );
}

function Figures({ receipt }: { receipt: Receipt | undefined }) {
  const dropped = receipt && Object.values(receipt.dropped).reduce((sum, count) => sum + count, 0);
  const waiting = receipt && `${receipt.waitingComplete ? '' : '≥ '}${formatCount(receipt.waiting)}`;
  const count = (n: number | undefined) => (n === undefined ? undefined : formatCount(n));
  return (
    <dl className={styles.figures}>
      <Figure label="Accepted" note="counted once" value={count(receipt?.accepted)} />
      <Figure label="Stored" note="in the reports" value={count(receipt?.stored)} />
      <Figure label="Waiting" note="in the ledger" value={waiting} />
      <Figure label="Dead" note="undeliverable" value={count(receipt?.dead)} />
      <Figure label="Dropped" note="must not count" value={count(dropped)} />
    </dl>
  );
}

function Figure({ label, note, value }: { label: string; note: string; value: string | undefined }) {
  return (
    <div className={styles.figure}>
      <dt className={styles.label}>
        {label} <span className={styles.note}>{note}</span>
      </dt>
      <dd className={styles.value}>{value ?? <Skeleton width={64} height={22} />}</dd>
    </div>
  );
}

/** What needs more than a number; nothing where there is nothing to say. */
function Footnotes({ receipt }: { receipt: Receipt }) {
  const { capture } = receipt;
  const notes = [
    receipt.waiting > 0 && `The oldest waiting event has waited ${formatDuration(receipt.oldestWaitingMs)}.`,
    ...Object.entries(receipt.dropped).map(([reason, n]) => `${formatCount(n)} dropped: ${dropReason(reason)}.`),
    receipt.replayed > 0 && `${formatCount(receipt.replayed)} of dead letters were sent again.`,
    capture.by_ledger > 0 && `${formatCount(capture.by_ledger)} captured past a closed queue, straight to the ledger.`,
    capture.by_spill > 0 && `${formatCount(capture.by_spill)} captured past a closed queue, through the vault.`,
    capture.lost > 0 && `${formatCount(capture.lost)} lost: queue, ledger and vault all refused them.`,
    capture.refused > 0 && `${formatCount(capture.refused)} visitors asked to come again, as strict mode demands.`,
  ].filter((note) => note !== false);
  if (notes.length === 0) return null;
  return (
    <ul className={styles.notes}>
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}
