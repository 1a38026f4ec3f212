/** Who changed what, and when: searched by what stands in the address, taken along as a file. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Download, History } from 'lucide-react';
import { API_BASE } from '../api/client.ts';
import { Button, buttonClass } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { EmptyState } from '../design/state.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import { Ask } from './ask.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { useNames } from './audit-changes.tsx';
import { AuditRow } from './audit-row.tsx';
import { auditLogQuery, type AuditSearch } from './queries.ts';
import styles from './audit-log.module.css';
import settings from './settings.module.css';

export function AuditLog() {
  const workspace = useWorkspace();
  const search = useSearch({ from: '/member/$workspace/settings/audit-log' });
  const navigate = useNavigate({ from: '/$workspace/settings/audit-log' });
  const log = useInfiniteQuery(auditLogQuery(workspace.id, search));
  const nameOf = useNames();
  const targetName = log.data?.pages[0]?.find(({ target }) => target === search.target)?.targetName ?? undefined;
  const filtered = Object.keys(search).length > 0;
  const choose = (next: AuditSearch) => void navigate({ search: next, replace: true, resetScroll: false });
  return (
    <Card title="Audit log" aside={<Exports workspaceId={workspace.id} search={search} />}>
      <AuditFilters targetName={targetName} search={search} onChange={choose} />
      <Ask query={log} what="the audit log" rows={5}>
        {({ pages }) =>
          pages[0]?.length === 0 ? (
            <EmptyState
              compact
              icon={<History size={18} />}
              title={filtered ? 'Nothing matches' : 'No changes yet'}
              actions={filtered && <Button onClick={() => choose({})}>Clear the filters</Button>}
            >
              {filtered
                ? 'Widen the dates, or look at other changes.'
                : 'Every change in the workspace is written down here: who, what, before and after.'}
            </EmptyState>
          ) : (
            <ul aria-label="Changes">
              {pages.flat().map((entry) => (
                <AuditRow
                  key={entry.id}
                  entry={entry}
                  nameOf={nameOf}
                  onChoose={(more) => choose({ ...search, ...more })}
                />
              ))}
            </ul>
          )
        }
      </Ask>
      {log.hasNextPage && (
        <div className={settings.more}>
          <Button onClick={() => void log.fetchNextPage()} aria-disabled={log.isFetchingNextPage}>
            {log.isFetchingNextPage ? 'Loading…' : 'Show older changes'}
          </Button>
        </div>
      )}
    </Card>
  );
}

/** A download is an address: the browser asks for it by itself, with the session's cookie. */
function Exports({ workspaceId, search }: { workspaceId: string; search: AuditSearch }) {
  const href = (format: string) =>
    `${API_BASE}/audit-log/export?${new URLSearchParams({ ...search, format, workspaceId }).toString()}`;
  return (
    <div className={styles.exports}>
      {['csv', 'json'].map((format) => (
        <a
          key={format}
          href={href(format)}
          download
          className={buttonClass({ size: 'small' })}
          aria-label={`Download as ${format.toUpperCase()}`}
        >
          <Download size={14} aria-hidden />
          {format.toUpperCase()}
        </a>
      ))}
    </div>
  );
}
