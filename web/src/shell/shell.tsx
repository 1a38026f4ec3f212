/** The frame around every page of a workspace: navigation, the live socket, the create dialog. */
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { ToastProvider } from '../design/toast.tsx';
import { CreateLinkContext } from '../links/create-context.ts';
import { CreateLinkDialog } from '../links/create-dialog.tsx';
import { LiveProvider } from '../live/live.tsx';
import { Navigation } from './navigation.tsx';
import styles from './shell.module.css';
import { useShortcut } from './shortcut.ts';
import { useCanEdit, useWorkspace } from './workspace.ts';

/** Few ever see it, so it comes when it is needed. */
const DeletionBanner = lazy(async () => ({
  default: (await import('../settings/deletion-banner.tsx')).DeletionBanner,
}));

const QuarantineBanner = lazy(async () => ({
  default: (await import('../abuse/block-notice.tsx')).QuarantineBanner,
}));

export function Shell() {
  const workspace = useWorkspace();
  const canEdit = useCanEdit();
  const [creating, setCreating] = useState(false);
  const create = () => setCreating(canEdit);
  useShortcut('c', create);
  return (
    <LiveProvider key={workspace.id} workspaceId={workspace.id}>
      <ToastProvider>
        <CreateLinkContext value={create}>
          <a href="#content" className={styles.skip}>
            Skip to content
          </a>
          <div className={styles.shell}>
            <Navigation />
            <main id="content" className={styles.content} tabIndex={-1}>
              {workspace.deleteAt !== null && (
                <Suspense>
                  <DeletionBanner deleteAt={workspace.deleteAt} />
                </Suspense>
              )}
              {workspace.quarantine !== null && (
                <Suspense>
                  <QuarantineBanner blocked={workspace.quarantine} />
                </Suspense>
              )}
              <Outlet />
            </main>
          </div>
          <CreateLinkDialog open={creating} onClose={() => setCreating(false)} />
        </CreateLinkContext>
      </ToastProvider>
    </LiveProvider>
  );
}
