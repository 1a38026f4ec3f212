/** What a change did, field by field: in one line, and in full. */
import { useQuery } from '@tanstack/react-query';
import { foldersQuery, tagsQuery } from '../links/label-queries.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { changesOf, type FieldChange, fieldWords, valueWords } from './audit-fields.ts';
import { membersQuery } from './queries.ts';
import styles from './audit-changes.module.css';

export type NameOf = (id: string) => string | undefined;

interface Changed {
  before?: Record<string, unknown> | null | undefined;
  after?: Record<string, unknown> | null | undefined;
}

/** What ids in values stand for: tags, folders, people. */
export function useNames(): NameOf {
  const { id } = useWorkspace();
  const { data: tags = [] } = useQuery(tagsQuery(id));
  const { data: folders = [] } = useQuery(foldersQuery(id));
  const { data: members = [] } = useQuery(membersQuery(id));
  const names = new Map([
    ...[...tags, ...folders].map((each) => [each.id, each.name] as const),
    ...members.map(({ userId, name, email }) => [userId, name || email] as const),
  ]);
  return (of) => names.get(of);
}

/** The first of what changed: `Destination: a.test → b.test`, and how much more there is. */
export function FirstChange({ before, after, nameOf }: Changed & { nameOf: NameOf }) {
  const changes = before && after ? changesOf(before, after) : [];
  const [first] = changes;
  if (!first) return null;
  return (
    <span className={styles.first}>
      {fieldWords(first.name)}: <Step change={first} nameOf={nameOf} />
      {changes.length > 1 && ` and ${changes.length - 1} more`}
    </span>
  );
}

export function Changes({ before, after, nameOf }: Changed & { nameOf: NameOf }) {
  const changes = changesOf(before, after);
  if (changes.length === 0) return null;
  return (
    <dl className={styles.changes}>
      {changes.map((change) => (
        <div key={change.name} className={styles.change}>
          <dt>{fieldWords(change.name)}</dt>
          <dd>
            <Step change={change} nameOf={nameOf} isWhole={!before || !after} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Before → after; of what was made or is gone, only what there was. */
function Step({ change, nameOf, isWhole }: { change: FieldChange; nameOf: NameOf; isWhole?: boolean }) {
  const before = valueWords(change.name, change.before, nameOf);
  const after = valueWords(change.name, change.after, nameOf);
  if (isWhole) return before || after;
  return (
    <>
      <del className={styles.before}>{before || 'nothing'}</del>
      <span aria-hidden> → </span>
      <ins className={styles.after}>{after || 'nothing'}</ins>
    </>
  );
}
