/** Finds single links by what is typed and keeps those that are chosen, as fields of the form around it. */
import { keepPreviousData, queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { WireLink } from '#core/link/wire.ts';
import { apiFor } from '../api/client.ts';
import { Button } from '../design/button.tsx';
import { TextField } from '../design/field.tsx';
import { displayUrl } from '../format/address.ts';
import { linkQuery } from '../links/queries.ts';
import { useSettled } from '../panel/use-settled.ts';
import settings from '../settings/settings.module.css';
import { useWorkspace } from '../shell/workspace.ts';
import styles from './webhooks.module.css';

const PAUSE_MS = 200;
const SHOWN = 5;

const searchQuery = (workspaceId: string, search: string) =>
  queryOptions({
    queryKey: ['webhooks', workspaceId, 'pick', search],
    queryFn: async ({ signal }): Promise<WireLink[]> => {
      const query = { search, pageSize: String(SHOWN) };
      return (await apiFor(workspaceId).links.$get({ query }, { init: { signal } })).json();
    },
    enabled: search !== '',
    placeholderData: keepPreviousData,
  });

export function LinkPicker({ chosen }: { chosen: readonly string[] }) {
  const { id } = useWorkspace();
  const [ids, setIds] = useState(chosen);
  const [typed, setTyped] = useState('');
  const { data: found = [] } = useQuery(searchQuery(id, useSettled(typed.trim(), PAUSE_MS)));
  const known = useQueries({ queries: ids.map((linkId) => linkQuery(id, linkId)) });
  const offered = typed.trim() === '' ? [] : found.filter((link) => !ids.includes(link.id));
  return (
    <div className={settings.group}>
      {ids.length > 0 && (
        <ul aria-label="Chosen links" className={styles.picked}>
          {ids.map((linkId, index) => {
            const link = known[index]?.data;
            const name = link ? displayUrl(link.shortLink) : linkId;
            return (
              <li key={linkId} className={styles.pick}>
                <input type="hidden" name="link" value={linkId} />
                <span className={styles.pickName}>{name}</span>
                <Button
                  size="small"
                  look="ghost"
                  icon
                  aria-label={`Leave out ${name}`}
                  onClick={() => setIds(ids.filter((each) => each !== linkId))}
                >
                  <X size={14} aria-hidden />
                </Button>
              </li>
            );
          })}
        </ul>
      )}
      <TextField
        label="Add a link"
        placeholder="Part of its name or destination"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        // Enter looks for links; it does not send the form.
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        autoComplete="off"
        spellCheck={false}
      />
      {offered.length > 0 && (
        <ul aria-label="Links found" className={styles.picked}>
          {offered.map((link) => (
            <li key={link.id} className={styles.pick}>
              <span className={styles.pickName}>
                {displayUrl(link.shortLink)} <span className={settings.detail}>{displayUrl(link.url)}</span>
              </span>
              <Button
                size="small"
                look="ghost"
                icon
                aria-label={`Add ${displayUrl(link.shortLink)}`}
                onClick={() => {
                  setIds([...ids, link.id]);
                  setTyped('');
                }}
              >
                <Plus size={14} aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
