/** One change: who did what to what; opened, it shows before and after. */
import type { WireAuditEntry } from '#core/audit/wire.ts';
import { Button } from '../design/button.tsx';
import { formatMoment } from '../format/time.ts';
import { Ago } from '../shell/ago.tsx';
import type { AuditSearch } from './queries.ts';
import styles from './audit-log.module.css';
import settings from './settings.module.css';

interface AuditRowProps {
  entry: WireAuditEntry;
  onChoose: (search: AuditSearch) => void;
}

export function AuditRow({ entry, onChoose }: AuditRowProps) {
  const { actor, action, target, createdAt, requestId, ipHash } = entry;
  const name = actor.name ?? (actor.type === 'system' ? `Hopline (${actor.id})` : actor.id);
  return (
    <li className={styles.entry}>
      <details>
        <summary className={styles.summary}>
          <span className={settings.words}>
            <span className={settings.name}>
              {name}
              <span className={`${settings.badge} ${settings.code}`}>{action}</span>
            </span>
            <span className={`${settings.detail} ${styles.target}`}>{target}</span>
          </span>
          <span className={settings.detail}>
            <Ago at={createdAt} />
          </span>
        </summary>
        <div className={styles.inside}>
          <Changes before={entry.before} after={entry.after} />
          <p className={settings.detail}>
            {formatMoment(Date.parse(createdAt))} · request {requestId || 'unknown'}
            {ipHash && ` · address ${ipHash.slice(0, 8)}`}
          </p>
          <div className={settings.actions}>
            <Button size="small" onClick={() => onChoose({ actor: actor.id })}>
              All by {name}
            </Button>
            <Button size="small" onClick={() => onChoose({ target })}>
              All on this
            </Button>
            {requestId && (
              <Button size="small" onClick={() => onChoose({ requestId })}>
                All by this request
              </Button>
            )}
            {ipHash && (
              <Button size="small" onClick={() => onChoose({ ipHash })}>
                All from this address
              </Button>
            )}
          </div>
        </div>
      </details>
    </li>
  );
}

type Values = Record<string, unknown> | null;

function Changes({ before, after }: { before: Values; after: Values }) {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  if (names.length === 0) return null;
  return (
    <table className={styles.changes}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {names.map((name) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{wordOf(before?.[name])}</td>
            <td>{wordOf(after?.[name])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function wordOf(value: unknown): string {
  if (value === undefined || value === null || value === '') return '—';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
