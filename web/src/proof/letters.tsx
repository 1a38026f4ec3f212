/** Dead letters: events that could not be delivered or must not count, kept, and sent again on demand. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { MailCheck } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { Skeleton } from '../design/skeleton.tsx';
import { EmptyState, ErrorState } from '../design/state.tsx';
import { countOf } from '../format/number.ts';
import { Ago } from '../shell/ago.tsx';
import { lettersQuery } from './queries.ts';
import { ReplayDialog } from './replay-dialog.tsx';
import { letterReason } from './words.ts';
import styles from './letters.module.css';

export interface WireLetter {
  id: string;
  reason: string;
  events: number;
  storedAt: string | null;
  replayedAt: string | null;
}

export function Letters({ workspaceId }: { workspaceId: string }) {
  const [chosen, setChosen] = useState<WireLetter>();
  const letters = useInfiniteQuery(lettersQuery(workspaceId));
  const all = letters.data?.pages.flat();
  return (
    <Card title="Dead letters">
      {all ? (
        <List letters={all} onReplay={setChosen} />
      ) : letters.isError ? (
        <ErrorState compact what="the dead letters" error={letters.error} onRetry={() => void letters.refetch()} />
      ) : (
        <ListSkeleton />
      )}
      {letters.hasNextPage && (
        <div className={styles.more}>
          <Button onClick={() => void letters.fetchNextPage()} aria-disabled={letters.isFetchingNextPage}>
            {letters.isFetchingNextPage ? 'Loading…' : 'Show older letters'}
          </Button>
        </div>
      )}
      <ReplayDialog workspaceId={workspaceId} letter={chosen} onClose={() => setChosen(undefined)} />
    </Card>
  );
}

function List({ letters, onReplay }: { letters: WireLetter[]; onReplay: (letter: WireLetter) => void }) {
  if (letters.length === 0) {
    return (
      <EmptyState compact icon={<MailCheck size={18} />} title="No dead letters">
        Events that cannot be delivered after hours of retries are kept here, with the reason, until you send them
        again.
      </EmptyState>
    );
  }
  return (
    <ul className={styles.list} aria-label="Dead letters">
      {letters.map((letter) => (
        <li key={letter.id} className={styles.row}>
          <div className={styles.words}>
            <p className={styles.reason}>{letterReason(letter.reason)}</p>
            <p className={styles.detail}>
              {countOf(letter.events, 'event')}
              {letter.storedAt && (
                <>
                  {' · '}
                  <Ago at={letter.storedAt} />
                </>
              )}
              {letter.replayedAt && (
                <>
                  {' · '}
                  <Ago at={letter.replayedAt} prefix="sent again " />
                </>
              )}
            </p>
          </div>
          <Button size="small" onClick={() => onReplay(letter)} aria-label={`Send again: ${letter.id}`}>
            Send again
          </Button>
        </li>
      ))}
    </ul>
  );
}

function ListSkeleton() {
  return (
    <div role="status" className={styles.row}>
      <span className="visually-hidden">Loading the dead letters</span>
      <div className={styles.words}>
        <Skeleton width={160} height={14} />
        <Skeleton width={110} />
      </div>
    </div>
  );
}
