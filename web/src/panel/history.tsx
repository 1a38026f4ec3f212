/** What was changed about a link, by whom, and the way back from each change. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { History as HistoryIcon, Undo2 } from 'lucide-react';
import type { WireLink } from '#core/link/wire.ts';
import { attempt } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { Button } from '../design/button.tsx';
import { EmptyState } from '../design/state.tsx';
import { notify } from '../design/toast.tsx';
import { keepAnswers, refreshLists } from '../links/cache.ts';
import { Ask } from '../settings/ask.tsx';
import { Changes, type NameOf, useNames } from '../settings/audit-changes.tsx';
import { actorWords, sentenceOf } from '../settings/audit-words.ts';
import { Ago } from '../shell/ago.tsx';
import { useCanEdit } from '../shell/workspace.ts';
import styles from './link-talk.module.css';
import { historyQuery } from './talk-queries.ts';

export function History({ link }: { link: WireLink }) {
  const { workspaceId, id: linkId } = link;
  const client = useQueryClient();
  const canEdit = useCanEdit();
  const query = historyQuery(workspaceId, linkId);
  const entries = useQuery(query);
  const nameOf = useNames();
  const undo = (entryId: string) =>
    void attempt('That change cannot be undone', async () => {
      const api = apiFor(workspaceId).links[':linkId'].history[':entryId'].undo;
      keepAnswers(client, workspaceId, [await (await api.$post({ param: { linkId, entryId } })).json()]);
      await Promise.all([refreshLists(client, workspaceId), client.invalidateQueries({ queryKey: query.queryKey })]);
      notify({ title: 'As it was before that change' });
    });
  return (
    <Ask query={entries} what="the history">
      {(all) =>
        all.length === 0 ? (
          <EmptyState compact icon={<HistoryIcon size={18} />} title="Nothing changed yet">
            Every change of the link is kept here, with the values before and after.
          </EmptyState>
        ) : (
          <ul className={styles.list} aria-label="History">
            {all.map((entry) => (
              <li key={entry.id} className={styles.entry}>
                <p className={styles.who}>
                  <strong>{whoIn(entry.actor, nameOf)}</strong>
                  {sentenceOf(entry.action, 'it')}
                  {entry.createdAt && <Ago at={entry.createdAt} />}
                </p>
                {entry.change.before && entry.change.after && <Changes {...entry.change} nameOf={nameOf} />}
                {canEdit && entry.change.before && entry.change.after && (
                  <div className={styles.tools}>
                    <Button look="ghost" size="small" onClick={() => undo(entry.id)}>
                      <Undo2 size={14} aria-hidden />
                      Undo this change
                    </Button>
                  </div>
                )}
              </li>
            ))}
          </ul>
        )
      }
    </Ask>
  );
}

/** `user:…`, `token:…` or `system:…`, as the log has it. */
function whoIn(actor: string, nameOf: NameOf): string {
  const [type = '', id = ''] = actor.split(':');
  if (type === 'token') return 'A token';
  return actorWords({ type: type === 'user' ? type : 'system', id, name: nameOf(id) ?? null });
}
