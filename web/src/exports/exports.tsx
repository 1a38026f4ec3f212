/** Everything a workspace owns as files: begin, follow, take away. */
import { useQuery } from '@tanstack/react-query';
import { PackageOpen } from 'lucide-react';
import { useState } from 'react';
import type { StartExportInput } from '#core/export/bundle/wire.ts';
import { useChange } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { SelectField } from '../design/field.tsx';
import { FormDialog, textOf } from '../design/form-dialog.tsx';
import { EmptyState } from '../design/state.tsx';
import { Ask } from '../settings/ask.tsx';
import { useMay } from '../settings/permissions.ts';
import settings from '../settings/settings.module.css';
import { useWorkspace } from '../shell/workspace.ts';
import { ExportRow } from './export-row.tsx';
import { exportsKey, exportsQuery } from './queries.ts';

const EVENT_CHOICES = [
  { value: 'ndjson', label: 'One JSON object a line (NDJSON)' },
  { value: 'csv', label: 'Tables (CSV)' },
  { value: 'none', label: 'Leave them out' },
];

export function Exports() {
  const workspace = useWorkspace();
  const may = useMay()('workspaces.export');
  const exports = useQuery(exportsQuery(workspace.id));
  const [starting, setStarting] = useState(false);
  const isRunning = exports.data?.some(({ state }) => state === 'running') ?? false;
  const start = () => setStarting(true);
  return (
    <Card
      title="Export of everything"
      aside={
        may && (
          <Button size="small" look="primary" onClick={start} disabled={isRunning}>
            <PackageOpen size={14} aria-hidden />
            New export
          </Button>
        )
      }
    >
      <p className={`${settings.body} ${settings.lead}`}>
        Links with their counters, tags, folders, domains, members, history, customers, and every click, lead and sale:
        what the workspace owns, in files that other programs read, and that an import takes back. No password, token or
        secret is in them.
      </p>
      <Ask query={exports} what="the exports" rows={2}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState compact icon={<PackageOpen size={18} />} title="No exports yet">
              One is written in the background; you have a mail when it is ready. Its files are kept for seven days.
            </EmptyState>
          ) : (
            <ul aria-label="Exports">
              {all.map((job) => (
                <ExportRow key={job.id} job={job} />
              ))}
            </ul>
          )
        }
      </Ask>
      <StartDialog open={starting} onClose={() => setStarting(false)} />
    </Card>
  );
}

function StartDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { id } = useWorkspace();
  const start = useChange(
    async (json: StartExportInput) => (await apiFor(id).exports.$post({ json })).json(),
    exportsKey(id),
  );
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title="Export everything"
      verb="Start"
      submit={async (data) => {
        const chosen = textOf(data, 'events');
        await start.mutateAsync({ events: chosen === 'csv' || chosen === 'none' ? chosen : 'ndjson' });
        onClose();
      }}
    >
      <SelectField
        label="Clicks, leads and sales"
        name="events"
        choices={EVENT_CHOICES}
        note="A file per month. Of large workspaces they are by far the most."
      />
      <p className={settings.lead}>
        You may leave the page: a mail tells you when it is ready. One export at a time, five a day; the audit log tells
        of each download.
      </p>
    </FormDialog>
  );
}
