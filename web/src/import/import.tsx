/** Bringing links here: what and how, a check that writes nothing, and the import with its problems by line. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { backClass, BackTo } from '../design/back.tsx';
import { Card } from '../design/card.tsx';
import { EmptyState } from '../design/state.tsx';
import { Ask } from '../settings/ask.tsx';
import { Page } from '../shell/page.tsx';
import { useCanEdit, useWorkspace } from '../shell/workspace.ts';
import { ImportList } from './import-list.tsx';
import { ImportProgress } from './import-progress.tsx';
import { ImportSetup } from './import-setup.tsx';
import styles from './import.module.css';
import { importQuery, importsKey } from './queries.ts';

export function ImportLinks() {
  const { id: workspaceId, slug } = useWorkspace();
  const canEdit = useCanEdit();
  const { id } = useSearch({ from: '/member/$workspace/import' });
  const navigate = useNavigate({ from: '/$workspace/import' });
  const client = useQueryClient();
  const show = (importId: string | undefined) => {
    void client.invalidateQueries({ queryKey: importsKey(workspaceId) });
    void navigate({ search: importId ? { id: importId } : {} });
  };
  return (
    <>
      <div className={styles.way}>
        <Link to="/$workspace/links" params={{ workspace: slug }} className={backClass}>
          <BackTo>Links</BackTo>
        </Link>
      </div>
      <Page title="Import links">
        <div className={styles.stack}>
          {!canEdit ? (
            <EmptyState title="Your role does not include this">
              Importing takes the permission “links.write”. Ask an owner or admin of the workspace.
            </EmptyState>
          ) : id ? (
            <One key={id} workspaceId={workspaceId} id={id} onAnother={() => show(undefined)} />
          ) : (
            <ImportSetup onOpened={show} />
          )}
          <ImportList current={id} />
        </div>
      </Page>
    </>
  );
}

function One({ workspaceId, id, onAnother }: { workspaceId: string; id: string; onAnother: () => void }) {
  const job = useQuery(importQuery(workspaceId, id));
  return (
    <Card title="This import">
      <Ask query={job} what="the import">
        {(found) => <ImportProgress job={found} onAnother={onAnother} />}
      </Ask>
    </Card>
  );
}
