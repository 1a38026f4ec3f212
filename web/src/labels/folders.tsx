/** The folders of the workspace, and what members may do in them. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Folder } from 'lucide-react';
import type { WireFolder } from '#core/folder/wire.ts';
import { useChange } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { SelectField, TextArea, TextField } from '../design/field.tsx';
import { textOf } from '../design/form-dialog.tsx';
import { countOf } from '../format/number.ts';
import { foldersKey, foldersQuery } from '../links/label-queries.ts';
import { linksKey } from '../links/queries.ts';
import { useMay } from '../settings/permissions.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { countsQuery } from './counts.ts';
import { LabelList } from './label-list.tsx';
import styles from './labels.module.css';

type Level = WireFolder['accessLevel'];

const LEVELS = [
  { value: 'write', label: 'All editors change its links' },
  { value: 'read', label: 'All members see its links' },
  { value: 'none', label: 'Closed: only owners, admins and who made it' },
];
const SHORT: Record<string, string> = { write: 'open to all', read: 'to be read by all', none: 'closed' };

interface Given {
  folderId: string | undefined;
  name: string;
  description: string | null;
  accessLevel: Level;
}

export function Folders() {
  const { id, slug, deleteAt } = useWorkspace();
  const canChange = useMay()('folders.write') && deleteAt === null;
  const folders = useQuery(foldersQuery(id));
  const { data: counts } = useQuery(countsQuery(id, 'folderId'));
  const keys = [foldersKey(id), linksKey(id)];
  const api = apiFor(id).folders;
  const save = useChange(
    async ({ folderId, ...json }: Given) => {
      if (folderId === undefined) await api.$post({ json });
      else await api[':id'].$patch({ param: { id: folderId }, json });
    },
    ...keys,
  );
  const remove = useChange((folderId: string) => api[':id'].$delete({ param: { id: folderId } }), ...keys);
  return (
    <LabelList
      title="Folders"
      noun="folder"
      query={folders}
      canChange={canChange}
      empty={{
        icon: <Folder size={18} />,
        title: 'No folders yet',
        text: 'A link lies in at most one folder. Folders say who may see and change what is in them.',
      }}
      row={(folder) => ({
        detail: (
          <>
            <Link
              to="/$workspace/links"
              params={{ workspace: slug }}
              search={{ folder: folder.id }}
              className={styles.count}
            >
              {countOf(counts?.get(folder.id) ?? 0, 'link')}
            </Link>
            {` · ${SHORT[folder.accessLevel ?? 'none']}`}
            {folder.description && ` · ${folder.description}`}
          </>
        ),
      })}
      renderFields={(folder) => <FolderFields folder={folder} />}
      save={(folder, data) => {
        const level = textOf(data, 'level');
        return save.mutateAsync({
          folderId: folder?.id,
          name: textOf(data, 'name'),
          description: textOf(data, 'description') || null,
          accessLevel: level === 'write' || level === 'read' ? level : null,
        });
      }}
      remove={(folder) => remove.mutateAsync(folder.id)}
      consequence="Its links stay, in no folder: every member sees them then."
    />
  );
}

function FolderFields({ folder }: { folder: WireFolder | undefined }) {
  return (
    <>
      <TextField label="Name" name="name" defaultValue={folder?.name ?? ''} maxLength={100} required />
      <SelectField
        label="Access"
        name="level"
        choices={LEVELS}
        defaultValue={folder ? (folder.accessLevel ?? 'none') : 'write'}
      />
      <TextArea label="What it is for" name="description" optional rows={2} defaultValue={folder?.description ?? ''} />
    </>
  );
}
