/** Above every page of a workspace that is going to be deleted: until when it can be kept. */
import { apiFor } from '../api/client.ts';
import { attempt, useChange } from '../api/attempt.ts';
import { Button } from '../design/button.tsx';
import { Notice } from '../design/notice.tsx';
import { notify } from '../design/toast.tsx';
import { formatMoment } from '../format/time.ts';
import { useRefreshSession } from '../session/refresh.ts';
import { useWorkspace } from '../shell/workspace.ts';
import styles from './deletion-banner.module.css';

export function DeletionBanner({ deleteAt }: { deleteAt: string }) {
  const workspace = useWorkspace();
  const refresh = useRefreshSession();
  const restore = useChange(async () =>
    apiFor(workspace.id).workspaces[':workspaceId'].restore.$post({ param: { workspaceId: workspace.id } }),
  );
  const owns = workspace.users[0]?.role === 'owner';

  async function keep() {
    if (restore.isPending) return;
    if (!(await attempt('The workspace was not restored', () => restore.mutateAsync(undefined)))) return;
    await refresh();
    notify({ title: `${workspace.name} stays`, text: 'Everything can be changed again.' });
  }

  return (
    <div className={styles.banner}>
      <Notice
        tone="warn"
        title={`${workspace.name} will be deleted on ${formatMoment(Date.parse(deleteAt))}`}
        actions={
          owns && (
            <Button size="small" onClick={() => void keep()} aria-disabled={restore.isPending}>
              Keep the workspace
            </Button>
          )
        }
      >
        Until then its links redirect, and nothing can be changed.{!owns && ' Its owner can keep it.'}
      </Notice>
    </div>
  );
}
