/** The listed events as a file, with everything that is kept of them. */
import { Braces, Database, Download, FileJson, FileSpreadsheet } from 'lucide-react';
import { Button } from '../design/button.tsx';
import { Menu, MenuItem, MenuText } from '../design/menu.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import { exportUrl } from './queries.ts';
import type { EventsSearch } from './search.ts';

const FORMATS = [
  { format: 'csv', label: 'CSV, for spreadsheets', Icon: FileSpreadsheet },
  { format: 'json', label: 'JSON, one list', Icon: FileJson },
  { format: 'ndjson', label: 'NDJSON, an event a line', Icon: Braces },
  { format: 'parquet', label: 'Parquet, for warehouses', Icon: Database },
] as const;

export function ExportMenu({ search }: { search: EventsSearch }) {
  const { id } = useWorkspace();
  return (
    <Menu
      trigger={
        <Button>
          <Download size={14} aria-hidden />
          Export
        </Button>
      }
    >
      <MenuText>All events that match, up to 500,000</MenuText>
      {FORMATS.map(({ format, label, Icon }) => (
        <MenuItem key={format} render={<a href={exportUrl(id, search, format)} download aria-label={label} />}>
          <Icon size={14} aria-hidden />
          {label}
        </MenuItem>
      ))}
    </Menu>
  );
}
