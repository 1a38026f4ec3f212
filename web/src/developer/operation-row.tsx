/** One operation: a line that opens to what it takes, what it answers, and a request to paste. */
import { useRouter } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { lazy, memo, Suspense, useEffect, useId, useRef, useState } from 'react';
import type { NamedOperation, ShownDocument } from '#core/reference/document.ts';
import { Skeleton } from '../design/skeleton.tsx';
import styles from './reference.module.css';

const OperationDetails = lazy(async () => ({ default: (await import('./operation-details.tsx')).OperationDetails }));

interface OperationRowProps {
  operation: NamedOperation;
  document: ShownDocument;
  open: boolean;
  /** Gets the operation's id, or nothing to close it. */
  onToggle: (id: string | undefined) => void;
}

export const OperationRow = memo(
  function OperationRow({ operation, document, open, onToggle }: OperationRowProps) {
    const id = useId();
    const row = useRef<HTMLLIElement>(null);
    const [cameOpen] = useState(open);
    const router = useRouter();
    // Whoever opens one here stays where they are.
    useEffect(() => {
      if (open) row.current?.scrollIntoView({ block: 'nearest' });
    }, [open]);
    // Whoever follows a link to an operation sees it, once the router has put the new page to its beginning.
    useEffect(() => {
      const show = () => row.current?.scrollIntoView({ block: 'start' });
      if (!cameOpen) return undefined;
      show();
      return router.subscribe('onRendered', ({ pathChanged }) => pathChanged && show());
    }, [cameOpen, router]);
    const { method, path, summary = path } = operation;
    return (
      <li ref={row} className={styles.row} data-operation={operation.id} data-open={open ? '' : undefined}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => onToggle(open ? undefined : operation.id)}
        >
          <span className={styles.method} data-method={method}>
            {method}
          </span>
          <code className={styles.path}>{path}</code>
          <span className={styles.summary}>{summary}</span>
          <ChevronRight size={15} aria-hidden className={styles.arrow} />
        </button>
        <div id={id} hidden={!open}>
          {open && (
            <Suspense fallback={<Skeleton height={240} radius={8} />}>
              <OperationDetails operation={operation} document={document} />
            </Suspense>
          )}
        </div>
      </li>
    );
  },
  (before, next) =>
    before.operation.id === next.operation.id && before.open === next.open && before.document === next.document,
);
