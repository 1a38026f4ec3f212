/** The frame around every page of a workspace: navigation, the live socket, the panel of a link. */
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { fetchAhead } from '../api/lazy-files.ts';
import { useCommandMenu } from '../command/use-command-menu.tsx';
import { ToastProvider } from '../design/toast.tsx';
import { LinkPanelContext, type PanelRequest } from '../links/panel-context.ts';
import { LiveProvider } from '../live/live.tsx';
import { Navigation } from './navigation.tsx';
import { OfflineBanner } from './offline-banner.tsx';
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

/** The first page has been drawn by then; whoever is faster waits for it as they would have. */
const PANEL_AFTER_MS = 3_000;
const loadPanel = () => import('../panel/link-panel.tsx');
const LinkPanel = lazy(async () => ({ default: (await loadPanel()).LinkPanel }));

interface Panel {
  request: PanelRequest;
  open: boolean;
  /** Each time it is opened it begins anew; while it fades it stays what it was. */
  times: number;
}

export function Shell() {
  const workspace = useWorkspace();
  const canEdit = useCanEdit();
  const [panel, setPanel] = useState<Panel>();
  const command = useCommandMenu();
  const openPanel = (request: PanelRequest) => {
    if (canEdit) setPanel((before) => ({ request, open: true, times: (before?.times ?? 0) + 1 }));
  };
  useShortcut('c', () => openPanel({ is: 'new' }), { does: 'Make a link' });
  useEffect(() => {
    if (!canEdit) return;
    const timer = setTimeout(() => void fetchAhead(loadPanel), PANEL_AFTER_MS);
    return () => clearTimeout(timer);
  }, [canEdit]);
  return (
    <LiveProvider key={workspace.id} workspaceId={workspace.id}>
      <ToastProvider>
        <LinkPanelContext value={openPanel}>
          <a href="#content" className={styles.skip}>
            Skip to content
          </a>
          <div className={styles.shell}>
            <Navigation onCommand={command.open} />
            <main id="content" className={styles.content} tabIndex={-1}>
              {/* Page and banner come together: neither pushes the other away. */}
              <Suspense>
                {workspace.deleteAt !== null && <DeletionBanner deleteAt={workspace.deleteAt} />}
                {workspace.quarantine !== null && <QuarantineBanner blocked={workspace.quarantine} />}
                <Outlet />
              </Suspense>
            </main>
          </div>
          <OfflineBanner />
          {command.layer}
          {panel && (
            <Suspense>
              <LinkPanel
                key={panel.times}
                request={panel.request}
                open={panel.open}
                onClose={() => setPanel({ ...panel, open: false })}
              />
            </Suspense>
          )}
        </LinkPanelContext>
      </ToastProvider>
    </LiveProvider>
  );
}
