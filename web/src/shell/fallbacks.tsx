/** What stands on the page when a route is loading, missing or broken. */
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { Link, useRouter } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { buttonClass } from '../design/button.tsx';
import { EmptyState, ErrorState } from '../design/state.tsx';
import styles from './fallbacks.module.css';

/** Nothing: a route's code arrives within a moment, and its own skeleton says the rest. */
export function PendingPage() {
  return <div className={styles.full} aria-busy="true" />;
}

export function MissingPage() {
  return (
    <main className={styles.full}>
      <EmptyState
        heading="h1"
        icon={<Compass size={18} />}
        title="There is nothing at this address"
        actions={
          <Link to="/" className={buttonClass({})}>
            Go to your workspace
          </Link>
        }
      >
        It may have been moved or deleted, or it belongs to a workspace that you are not a member of.
      </EmptyState>
    </main>
  );
}

export function FailedPage({ error }: ErrorComponentProps) {
  const router = useRouter();
  const { reset } = useQueryErrorResetBoundary();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <main className={styles.full}>
      <ErrorState what="this page" error={error} onRetry={retry} />
    </main>
  );
}
