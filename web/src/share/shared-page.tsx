/** Figures for whoever has the address: nobody signs in, nothing can be changed. */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Link2Off } from 'lucide-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { ApiError } from '../api/error.ts';
import { EmptyState, ErrorState } from '../design/state.tsx';
import { Skeleton } from '../design/skeleton.tsx';
import { Logo } from '../shell/logo.tsx';
import { sharedPageQuery } from './queries.ts';
import { SharedFigures } from './shared-figures.tsx';
import styles from './shared-page.module.css';
import { keptToken, keepToken } from './token.ts';
import { UnlockForm } from './unlock-form.tsx';

const route = getRouteApi('/share/$key');

export function SharedPage() {
  const { key } = route.useParams();
  return <OnePage key={key} shareKey={key} />;
}

function OnePage({ shareKey }: { shareKey: string }) {
  const { range } = route.useSearch();
  const [token, setToken] = useState(() => keptToken(shareKey));
  const page = useQuery(sharedPageQuery(shareKey, token));

  if (page.isError) {
    const isOver = page.error instanceof ApiError && page.error.status === 404;
    return (
      <Centre title={isOver ? 'Not shared' : 'Shared figures'}>
        {isOver ? (
          <EmptyState heading="h1" icon={<Link2Off size={18} />} title="There is no page here">
            The address is not complete, or its figures are not shared any more. Ask who sent it to you.
          </EmptyState>
        ) : (
          <ErrorState what="this page" error={page.error} onRetry={() => void page.refetch()} />
        )}
      </Centre>
    );
  }
  if (!page.data) return <PageSkeleton />;
  if (page.data.locked)
    return (
      <Centre title="Password needed">
        <UnlockForm
          shareKey={shareKey}
          onUnlock={(next) => {
            keepToken(shareKey, next);
            setToken(next);
          }}
        />
      </Centre>
    );
  return <SharedFigures page={page.data} shared={{ key: shareKey, token, range }} />;
}

function Centre({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={styles.centre}>
      <title>{`${title} · Hopline`}</title>
      {children}
    </main>
  );
}

function PageSkeleton() {
  return (
    <main className={styles.page}>
      <div className={styles.head} role="status">
        <span className="visually-hidden">Loading the page</span>
        <Logo size={32} />
        <Skeleton width={220} height={28} />
      </div>
      <Skeleton height={380} radius={12} />
    </main>
  );
}
