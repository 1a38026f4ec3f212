/** One delivery: what became of it; opened, what was posted, what came back, and what a failure means. */
import { RotateCw } from 'lucide-react';
import type { WireDelivery } from '#core/webhook/wire.ts';
import { Button } from '../design/button.tsx';
import { CopyButton } from '../design/copy-button.tsx';
import { Notice } from '../design/notice.tsx';
import { Status } from '../design/status.tsx';
import { formatMoment } from '../format/time.ts';
import settings from '../settings/settings.module.css';
import { Ago } from '../shell/ago.tsx';
import { deliveryStanding, EVENTS, explainFailure, prettyBody } from './words.ts';
import styles from './webhooks.module.css';

interface DeliveryRowProps {
  delivery: WireDelivery;
  /** Absent for those who may only look, and while the webhook is off. */
  onReplay?: () => void;
  busy: boolean;
}

export function DeliveryRow({ delivery, onReplay, busy }: DeliveryRowProps) {
  const { event, status, attempts, tookMs, createdAt, error } = delivery;
  const answer = status === null ? error : `${status}${tookMs === null ? '' : ` in ${tookMs} ms`}`;
  return (
    <li className={styles.entry}>
      <details>
        <summary className={styles.summary}>
          <span className={settings.words}>
            <span className={settings.name}>{EVENTS.find(({ name }) => name === event)?.label ?? event}</span>
            <span className={settings.detail}>
              {answer ?? 'not tried yet'}
              {attempts > 1 && ` · ${attempts} attempts`}
            </span>
          </span>
          <Status {...deliveryStanding(delivery)} />
          <span className={styles.when}>
            <Ago at={createdAt} />
          </span>
        </summary>
        <Inside delivery={delivery} busy={busy} {...(onReplay && { onReplay })} />
      </details>
    </li>
  );
}

function Inside({ delivery, onReplay, busy }: DeliveryRowProps) {
  const { id, eventId, error, response, body, attempts, nextAttemptAt, state, createdAt } = delivery;
  const why = explainFailure(delivery);
  return (
    <div className={styles.inside}>
      {why && (
        <Notice tone={state === 'failed' ? 'danger' : 'warn'} {...(error && { title: error })}>
          {why}
        </Notice>
      )}
      <p className={settings.detail}>
        {formatMoment(Date.parse(createdAt))} · {attempts === 1 ? 'one attempt' : `${attempts} attempts`}
        {state === 'waiting' && nextAttemptAt && ` · next ${formatMoment(Date.parse(nextAttemptAt))}`}
      </p>
      <p className={settings.detail}>
        Event <span className={settings.code}>{eventId.replace(/#.*/, '')}</span> · delivery{' '}
        <span className={settings.code}>{id}</span>
      </p>
      <Text title="What was posted" text={prettyBody(body)} copied={body} />
      {response !== null && <Text title="What came back" text={response === '' ? '(empty)' : response} />}
      {onReplay && (
        <div className={settings.actions}>
          <Button size="small" onClick={onReplay} aria-disabled={busy}>
            <RotateCw size={13} aria-hidden />
            {busy ? 'Sending…' : 'Send again'}
          </Button>
        </div>
      )}
    </div>
  );
}

/** @param copied what is copied; no button without it. */
function Text({ title, text, copied }: { title: string; text: string; copied?: string }) {
  return (
    <div className={styles.text}>
      <div className={styles.textHead}>
        <span>{title}</span>
        {copied !== undefined && <CopyButton size="small" look="ghost" text={copied} what="body" />}
      </div>
      {/* Long bodies scroll within; the keyboard has to reach them. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0} aria-label={title} role="region">
        {text}
      </pre>
    </div>
  );
}
