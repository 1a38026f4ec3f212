/** What concerns the whole list: bringing links here, taking them out. */
import { Link } from '@tanstack/react-router';
import { Braces, Download, Ellipsis, FileJson, Upload } from 'lucide-react';
import { API_BASE } from '../api/client.ts';
import { Button } from '../design/button.tsx';
import { Menu, MenuItem, MenuSeparator, MenuText } from '../design/menu.tsx';
import { useCanEdit, useWorkspace } from '../shell/workspace.ts';
import { filterQuery, isFiltered, type LinksSearch } from './search.ts';

const FORMATS = [
  { format: 'csv', label: 'CSV, for spreadsheets', Icon: Download },
  { format: 'json', label: 'JSON, one list', Icon: FileJson },
  { format: 'ndjson', label: 'NDJSON, a link a line', Icon: Braces },
] as const;

/** A plain address, so that the browser saves the file while it arrives. */
function exportUrl(workspaceId: string, search: LinksSearch, format: string): string {
  const query = new URLSearchParams({ ...filterQuery(search), format, workspaceId });
  return `${API_BASE}/links/export?${query.toString()}`;
}

export function MoreMenu({ search }: { search: LinksSearch }) {
  const { id, slug } = useWorkspace();
  const canEdit = useCanEdit();
  return (
    <Menu
      trigger={
        <Button icon aria-label="Import and export">
          <Ellipsis size={16} aria-hidden />
        </Button>
      }
    >
      {canEdit && (
        <>
          <MenuItem render={<Link to="/$workspace/import" params={{ workspace: slug }} search={{}} />}>
            <Upload size={14} aria-hidden />
            Import links…
          </MenuItem>
          <MenuSeparator />
        </>
      )}
      <MenuText>{isFiltered(search) ? 'Export what is shown' : 'Export all links'}</MenuText>
      {FORMATS.map(({ format, label, Icon }) => (
        <MenuItem key={format} render={<a href={exportUrl(id, search, format)} download aria-label={label} />}>
          <Icon size={14} aria-hidden />
          {label}
        </MenuItem>
      ))}
    </Menu>
  );
}
