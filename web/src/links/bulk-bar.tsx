/** What can be done with the links that are selected; stands at the foot of the window while some are. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Archive, ArchiveRestore, FolderInput, Plus, Tag, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import type { WireLink } from '#core/link/wire.ts';
import { attempt } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { Button } from '../design/button.tsx';
import { ConfirmDialog } from '../design/dialog.tsx';
import { Menu, MenuCheck, MenuItem, MenuSeparator } from '../design/menu.tsx';
import { TagDot } from '../design/tag-dot.tsx';
import { countOf } from '../format/number.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { useLinkActions } from './actions.ts';
import styles from './bulk-bar.module.css';
import { foldersQuery, tagsQuery } from './label-queries.ts';
import { NewTagDialog } from './new-tag-dialog.tsx';
import { knownLink, PAGE_SIZE } from './queries.ts';
import { type LinksSearch, listQuery } from './search.ts';
import { MAX_SELECTED, type Selection } from './selection.ts';

interface BulkBarProps {
  search: LinksSearch;
  /** Links that match. */
  total: number;
  selection: Selection;
}

export function BulkBar({ search, total, selection }: BulkBarProps) {
  const { id } = useWorkspace();
  const client = useQueryClient();
  const actions = useLinkActions();
  const [asking, setAsking] = useState(false);
  // As they are now, not as they were when they were chosen.
  const links = selection.links.map((link) => knownLink(client, id, link.id) ?? link);
  const allArchived = links.every((link) => link.archived);
  const most = Math.min(total, MAX_SELECTED);
  const remove = () => {
    setAsking(false);
    selection.clear();
    void actions.remove(links);
  };
  return (
    <div className={styles.bar} role="region" aria-label="Selected links">
      <p className={styles.count} role="status">
        {links.length} selected
      </p>
      {links.length < most && (
        <Button
          look="ghost"
          size="small"
          onClick={() =>
            void attempt('The links could not be selected', async () => selection.add(await read(id, search)))
          }
        >
          Select {total > most ? `the first ${most}` : `all ${most}`}
        </Button>
      )}
      <div className={styles.actions}>
        <TagMenu links={links} />
        <FolderMenu links={links} />
        <Button size="small" onClick={() => void actions.archive(links, !allArchived)}>
          {allArchived ? <ArchiveRestore size={14} aria-hidden /> : <Archive size={14} aria-hidden />}
          {allArchived ? 'Unarchive' : 'Archive'}
        </Button>
        <Button size="small" onClick={() => (links.length > 1 ? setAsking(true) : remove())}>
          <Trash2 size={14} aria-hidden />
          Delete
        </Button>
      </div>
      <Button look="ghost" size="small" icon aria-label="Select none" onClick={selection.clear}>
        <X size={16} aria-hidden />
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={`Delete ${countOf(links.length, 'link')}?`}
        verb={`Delete ${countOf(links.length, 'link')}`}
        onConfirm={remove}
      >
        They answer “not found” everywhere within a minute. Their clicks stay in your reports, and for 30 days they can
        be restored.
      </ConfirmDialog>
    </div>
  );
}

/** The first links of the list, as many as may be selected. */
async function read(workspaceId: string, search: LinksSearch): Promise<WireLink[]> {
  const links: WireLink[] = [];
  while (links.length < MAX_SELECTED) {
    const last = links.at(-1)?.id;
    const query = { ...listQuery(search), pageSize: String(PAGE_SIZE), ...(last && { startingAfter: last }) };
    const page = await (await apiFor(workspaceId).links.$get({ query })).json();
    links.push(...page);
    if (page.length < PAGE_SIZE) break;
  }
  return links.slice(0, MAX_SELECTED);
}

function TagMenu({ links }: { links: readonly WireLink[] }) {
  const { id } = useWorkspace();
  const actions = useLinkActions();
  const { data: tags = [] } = useQuery(tagsQuery(id));
  const having = (tagId: string) => links.filter((link) => link.tags?.some((tag) => tag.id === tagId));
  const [making, setMaking] = useState(false);
  return (
    <>
      <Menu
        side="top"
        align="start"
        trigger={
          <Button size="small">
            <Tag size={14} aria-hidden />
            Tag
          </Button>
        }
      >
        {tags.map((tag) => {
          const all = having(tag.id).length === links.length;
          const without = links.filter((link) => !having(tag.id).includes(link));
          return (
            <MenuCheck
              key={tag.id}
              checked={all}
              onChange={(on) => void actions.tag(on ? without : having(tag.id), tag, on)}
            >
              <TagDot color={tag.color} />
              {tag.name}
            </MenuCheck>
          );
        })}
        {tags.length > 0 && <MenuSeparator />}
        <MenuItem onClick={() => setMaking(true)}>
          <Plus size={14} aria-hidden />
          New tag…
        </MenuItem>
      </Menu>
      <NewTagDialog
        open={making}
        onClose={() => setMaking(false)}
        onMade={(tag) => void actions.tag(links, tag, true)}
      />
    </>
  );
}

function FolderMenu({ links }: { links: readonly WireLink[] }) {
  const { id } = useWorkspace();
  const actions = useLinkActions();
  const { data: folders = [] } = useQuery(foldersQuery(id));
  return (
    <Menu
      side="top"
      align="start"
      trigger={
        <Button size="small">
          <FolderInput size={14} aria-hidden />
          Move
        </Button>
      }
    >
      <MenuItem onClick={() => void actions.move(links, null, '')}>No folder</MenuItem>
      {folders.map((folder) => (
        <MenuItem key={folder.id} onClick={() => void actions.move(links, folder.id, folder.name)}>
          {folder.name}
        </MenuItem>
      ))}
    </Menu>
  );
}
