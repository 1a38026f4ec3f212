/** What was changed about a link, by whom, and the way back from each change. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { History as HistoryIcon, Undo2 } from 'lucide-react';
import type { z } from 'zod';
import type { historyEntrySchema } from '#core/link/more-wire.ts';
import type { WireLink } from '#core/link/wire.ts';
import { attempt } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { Button } from '../design/button.tsx';
import { EmptyState } from '../design/state.tsx';
import { notify } from '../design/toast.tsx';
import { keepAnswers, refreshLists } from '../links/cache.ts';
import { Ask } from '../settings/ask.tsx';
import { membersQuery } from '../settings/queries.ts';
import { Ago } from '../shell/ago.tsx';
import { useCanEdit } from '../shell/workspace.ts';
import styles from './link-talk.module.css';
import { historyQuery } from './talk-queries.ts';

type Entry = z.infer<typeof historyEntrySchema>;

const ACTIONS: Record<string, string> = {
  'link.create': 'made the link',
  'link.update': 'changed it',
  'link.delete': 'deleted it',
  'link.restore': 'restored it',
  'link.undo': 'took a change back',
};

export function History({ link }: { link: WireLink }) {
  const { workspaceId, id: linkId } = link;
  const client = useQueryClient();
  const canEdit = useCanEdit();
  const query = historyQuery(workspaceId, linkId);
  const entries = useQuery(query);
  const { data: members = [] } = useQuery(membersQuery(workspaceId));
  const names = new Map(members.map((member) => [`user:${member.userId}`, member.name || member.email]));
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
                  <strong>
                    {names.get(entry.actor) ?? (entry.actor.startsWith('token:') ? 'A token' : 'Hopline')}
                  </strong>
                  {ACTIONS[entry.action] ?? entry.action}
                  {entry.createdAt && <Ago at={entry.createdAt} />}
                </p>
                <ChangeTable entry={entry} />
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

function ChangeTable({ entry: { change } }: { entry: Entry }) {
  const { before, after } = change;
  if (!before || !after) return null;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return (
    <dl className={styles.change}>
      {names.map((name) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>
            <del>{shown(before[name])}</del> → <ins>{shown(after[name])}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

const MAX_SHOWN_CHARS = 160;

function shown(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'nothing';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MAX_SHOWN_CHARS ? `${text.slice(0, MAX_SHOWN_CHARS)}…` : text;
}
