/** Every operation of the API, found by any word of it, from the API's own document. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import { useDeferredValue, useMemo, useRef } from 'react';
import type { ShownDocument } from '#core/reference/document.ts';
import { Button } from '../design/button.tsx';
import { SearchField } from '../shell/search-field.tsx';
import { Skeleton } from '../design/skeleton.tsx';
import { EmptyState, ErrorState } from '../design/state.tsx';
import { countOf } from '../format/number.ts';
import { type Part, partsOf } from './find.ts';
import { OperationRow } from './operation-row.tsx';
import { documentQuery } from './queries.ts';
import styles from './reference.module.css';

/** Longer than any word of the reference. */
const MAX_QUERY_CHARS = 100;

export function Reference() {
  const document = useQuery(documentQuery);
  const { q = '', op } = useSearch({ from: '/member/$workspace/developer' });
  const typed = useDeferredValue(q);
  const navigate = useNavigate({ from: '/$workspace/developer' });
  const search = (text: string) =>
    void navigate({ search: text ? { q: text } : {}, replace: true, resetScroll: false });
  const open = (id: string | undefined) =>
    void navigate({ search: { ...(q && { q }), ...(id && { op: id }) }, replace: true, resetScroll: false });
  return (
    <section aria-labelledby="reference" className={styles.reference}>
      <h2 id="reference" className={styles.title}>
        Reference
      </h2>
      <SearchField
        value={q}
        onChange={search}
        label="Search the reference"
        placeholder="Search by address, name or what it does"
        shortcut={{ does: 'Search the reference', where: 'Developer' }}
        maxLength={MAX_QUERY_CHARS}
      />
      {document.data ? (
        <Found document={document.data} typed={typed} opened={op} onOpen={open} onClear={() => search('')} />
      ) : document.isError ? (
        <ErrorState what="the reference" error={document.error} onRetry={() => void document.refetch()} />
      ) : (
        <ReferenceSkeleton />
      )}
    </section>
  );
}

interface FoundProps {
  document: ShownDocument;
  typed: string;
  opened: string | undefined;
  onOpen: (id: string | undefined) => void;
  onClear: () => void;
}

function Found({ document, typed, opened, onOpen, onClear }: FoundProps) {
  const parts = useMemo(() => partsOf(document, typed), [document, typed]);
  const list = useRef<HTMLDivElement>(null);
  const jump = (name: string) => {
    const part = list.current?.querySelector<HTMLElement>(`[data-part="${CSS.escape(name)}"]`);
    part?.scrollIntoView({ block: 'start' });
    part?.focus({ preventScroll: true });
  };
  if (parts.length === 0)
    return (
      <EmptyState
        icon={<SearchX size={18} />}
        title={`Nothing matches “${typed}”`}
        actions={<Button onClick={onClear}>Clear search</Button>}
      >
        The search looks into addresses, names and descriptions. Try one word of what you want to do.
      </EmptyState>
    );
  return (
    <div className={styles.columns}>
      <nav aria-label="Parts of the API" className={styles.parts}>
        {parts.map(({ name, operations }) => (
          <button key={name} type="button" className={styles.jump} onClick={() => jump(name)}>
            {name}
            <span className={styles.count}>{operations.length}</span>
          </button>
        ))}
      </nav>
      <div ref={list}>
        <p role="status" className="visually-hidden">
          {countOf(
            parts.reduce((sum, { operations }) => sum + operations.length, 0),
            'operation',
          )}
        </p>
        {parts.map((part) => (
          <PartSection key={part.name} part={part} document={document} opened={opened} onOpen={onOpen} />
        ))}
      </div>
    </div>
  );
}

function PartSection({
  part: { name, description, operations },
  document,
  opened,
  onOpen,
}: { part: Part } & Pick<FoundProps, 'document' | 'opened' | 'onOpen'>) {
  return (
    <section className={styles.part} aria-label={name} data-part={name} tabIndex={-1}>
      <h3 className={styles.name}>{name}</h3>
      {description && <p className={styles.about}>{description}</p>}
      <ul className={styles.list}>
        {operations.map((operation) => (
          <OperationRow
            key={operation.id}
            operation={operation}
            document={document}
            open={operation.id === opened}
            onToggle={onOpen}
          />
        ))}
      </ul>
    </section>
  );
}

function ReferenceSkeleton() {
  return (
    <div role="status" className={styles.ghosts}>
      <span className="visually-hidden">Loading the reference</span>
      {Array.from({ length: 8 }, (_, row) => (
        <Skeleton key={row} height={40} radius={8} />
      ))}
    </div>
  );
}
