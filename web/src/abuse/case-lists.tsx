/** The lists of a case: signs, reports and appeals, history. */
import type { WireCaseDetail } from '#core/abuse/wire.ts';
import { Card } from '../design/card.tsx';
import settings from '../settings/settings.module.css';
import { Ago } from '../shell/ago.tsx';
import styles from './abuse.module.css';
import { REASONS } from './words.ts';

export function Signals({ signals }: { signals: WireCaseDetail['signals'] }) {
  return (
    <Card title="What speaks against it">
      {signals.length === 0 ? (
        <p className={settings.row}>Nothing in the address itself: only what people say.</p>
      ) : (
        <ul aria-label="Signs">
          {signals.map(({ sign, weight, means, detail }) => (
            <li key={sign} className={settings.row}>
              <span className={settings.words}>
                <span className={settings.name}>{means}</span>
                <span className={settings.detail}>{detail}</span>
              </span>
              <span className={styles.weight}>+{weight}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

export function Reports({ found: { found, appeals } }: { found: WireCaseDetail }) {
  if (found.length + appeals.length === 0) return null;
  return (
    <Card title="What people say">
      <ul aria-label="Reports and appeals">
        {appeals.map(({ createdAt, text, outcome, answer }) => (
          <li key={createdAt} className={settings.row}>
            <span className={settings.words}>
              <span className={settings.name}>
                Appeal
                <span className={settings.badge} data-tone={outcome === null ? 'warn' : undefined}>
                  {outcome ?? 'waiting'}
                </span>
              </span>
              <span>{text}</span>
              {answer !== '' && <span className={settings.detail}>Answer: {answer}</span>}
            </span>
            <span className={settings.detail}>
              <Ago at={createdAt} />
            </span>
          </li>
        ))}
        {found.map(({ createdAt, reason, note }) => (
          <li key={createdAt} className={settings.row}>
            <span className={settings.words}>
              <span className={settings.name}>{REASONS.find(({ value }) => value === reason)?.label}</span>
              {note !== '' && <span className={settings.detail}>{note}</span>}
            </span>
            <span className={settings.detail}>
              <Ago at={createdAt} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function History({ entries }: { entries: WireCaseDetail['history'] }) {
  return (
    <Card title="History">
      <ul aria-label="History">
        {entries.map(({ id, action, actor, note, before, after, createdAt }) => (
          <li key={id} className={settings.row}>
            <span className={settings.words}>
              <span className={settings.name}>
                {action.replace('case.', '')}
                {before !== after && after !== null && (
                  <span className={settings.badge}>{before === null ? after : `${before}, then ${after}`}</span>
                )}
              </span>
              <span className={settings.detail}>
                {actor}
                {note !== '' && ` · ${note}`}
              </span>
            </span>
            <span className={settings.detail}>
              <Ago at={createdAt} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
