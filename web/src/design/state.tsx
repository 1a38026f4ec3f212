/** What a place says when it has nothing to show: an empty state that teaches, or an error with a way on. */
import { RotateCw, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiError } from '../api/error.ts';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import styles from './state.module.css';

export function EmptyState({
  icon,
  title,
  children,
  actions,
  compact,
  heading: Title = 'p',
}: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  compact?: boolean;
  /** `h1` where the state is the whole page. */
  heading?: 'p' | 'h1';
}) {
  return (
    <div className={classNames(styles.state, compact && styles.compact)}>
      {icon && (
        <div className={styles.icon} aria-hidden>
          {icon}
        </div>
      )}
      <Title className={styles.title}>{title}</Title>
      {children && <p className={styles.text}>{children}</p>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

/** `what` completes the sentence "We could not load …". */
export function ErrorState({
  what,
  error,
  onRetry,
  compact,
}: {
  what: string;
  error: unknown;
  onRetry: () => void;
  compact?: boolean;
}) {
  const detail = error instanceof ApiError ? error.message : 'Something unexpected happened in the app.';
  return (
    <div role="alert">
      <EmptyState
        icon={<TriangleAlert size={18} />}
        title={`We could not load ${what}`}
        compact={compact ?? false}
        actions={
          <Button onClick={onRetry}>
            <RotateCw size={14} aria-hidden />
            Try again
          </Button>
        }
      >
        {detail}
      </EmptyState>
    </div>
  );
}
