/** One change as a sentence: who did what to what; opened, it shows every field, and what the log itself calls it. */
import type { WireAuditEntry } from '#core/audit/wire.ts';
import { Button } from '../design/button.tsx';
import { formatMoment } from '../format/time.ts';
import { Ago } from '../shell/ago.tsx';
import { Changes, FirstChange, type NameOf } from './audit-changes.tsx';
import { nameIn } from './audit-fields.ts';
import { actorWords, sentenceOf, wordsAround } from './audit-words.ts';
import type { AuditSearch } from './queries.ts';
import styles from './audit-log.module.css';
import settings from './settings.module.css';

interface AuditRowProps {
  entry: WireAuditEntry;
  nameOf: NameOf;
  onChoose: (search: AuditSearch) => void;
}

export function AuditRow({ entry, nameOf, onChoose }: AuditRowProps) {
  const { actor, before, after, createdAt } = entry;
  return (
    <li className={styles.entry}>
      <details>
        <summary className={styles.summary}>
          <span className={settings.words}>
            <span className={styles.sentence}>
              <strong>{actorWords(actor)}</strong> <Deed entry={entry} />
            </span>
            <span className={settings.detail}>
              <FirstChange before={before} after={after} nameOf={nameOf} />
            </span>
          </span>
          <span className={settings.detail}>
            <Ago at={createdAt} />
          </span>
        </summary>
        <div className={styles.inside}>
          <Changes before={before} after={after} nameOf={nameOf} />
          <Origin entry={entry} />
          <More entry={entry} onChoose={onChoose} />
        </div>
      </details>
    </li>
  );
}

/** What was done, with the name of the thing where it has one; who joins or leaves has been named. */
function Deed({ entry: { action, actor, target, targetName, before, after } }: { entry: WireAuditEntry }) {
  const name = target === actor.id ? undefined : (targetName ?? nameIn(after) ?? nameIn(before));
  if (name === undefined) return sentenceOf(action);
  const [start, end] = wordsAround(action);
  return (
    <>
      {start}
      <span className={styles.thing}>{name}</span>
      {end}
    </>
  );
}

/** For whoever compares with the API, a mail or another log. */
function Origin({ entry: { action, target, requestId, ipHash, createdAt } }: { entry: WireAuditEntry }) {
  return (
    <p className={settings.detail}>
      {formatMoment(Date.parse(createdAt))} · <code className={settings.code}>{action}</code> on{' '}
      <code className={settings.code}>{target}</code>
      {requestId && (
        <>
          {' '}
          · request <code className={settings.code}>{requestId}</code>
        </>
      )}
      {ipHash && (
        <>
          {' '}
          · address <code className={settings.code}>{ipHash.slice(0, 8)}</code>
        </>
      )}
    </p>
  );
}

function More({ entry: { actor, target, requestId, ipHash }, onChoose }: Omit<AuditRowProps, 'nameOf'>) {
  const ways: [string, AuditSearch, boolean][] = [
    [`All by ${actorWords(actor)}`, { actor: actorIn(actor) }, true],
    ['All on this', { target }, true],
    ['All by this request', { requestId }, requestId !== ''],
    ['All from this address', { ipHash: ipHash ?? '' }, ipHash !== null],
  ];
  return (
    <div className={settings.actions}>
      {ways.map(
        ([words, search, isOffered]) =>
          isOffered && (
            <Button key={words} size="small" onClick={() => onChoose(search)}>
              {words}
            </Button>
          ),
      )}
    </div>
  );
}

/** As the log is searched by: people and tokens by their id, jobs by their name. */
function actorIn({ type, id }: WireAuditEntry['actor']): string {
  return type === 'system' ? `system:${id}` : id;
}
