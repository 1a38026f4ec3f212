/** The queue of the abuse desk: what waits for somebody, the most pressing first. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { ShieldCheck, X } from 'lucide-react';
import type { WireCase } from '#core/abuse/wire.ts';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { classNames } from '../design/class-names.ts';
import segments from '../design/segments.module.css';
import { EmptyState } from '../design/state.tsx';
import { Ask } from '../settings/ask.tsx';
import settings from '../settings/settings.module.css';
import { Ago } from '../shell/ago.tsx';
import { DeskFrame } from './frame.tsx';
import { casesQuery } from './queries.ts';
import styles from './abuse.module.css';
import { QUEUES } from './queue.ts';
import { KIND_LABEL, QUEUE_LABEL, STATUS_LABEL, titleOf } from './words.ts';

export function Desk() {
  const search = useSearch({ from: '/member/operator/abuse' });
  const navigate = useNavigate();
  const cases = useInfiniteQuery(casesQuery(search));
  const { queue = 'waiting', workspace } = search;
  return (
    <DeskFrame title="Abuse desk">
      <nav aria-label="Cases" className={classNames(segments.segments, styles.queues)}>
        {QUEUES.map((each) => (
          <Link
            key={each}
            to="/abuse"
            search={{ ...(each !== 'waiting' && { queue: each }), ...(workspace !== undefined && { workspace }) }}
            className={segments.segment}
            data-chosen={each === queue ? '' : undefined}
            aria-current={each === queue ? 'page' : undefined}
          >
            {QUEUE_LABEL[each]}
          </Link>
        ))}
      </nav>
      {workspace !== undefined && (
        <div>
          <Button
            size="small"
            onClick={() => void navigate({ to: '/abuse', search: queue === 'waiting' ? {} : { queue } })}
            aria-label={`Clear the filter: workspace ${workspace}`}
          >
            Workspace {workspace}
            <X size={13} aria-hidden />
          </Button>
        </div>
      )}
      <Card title="Cases">
        <Ask query={cases} what="the cases" rows={5}>
          {({ pages }) =>
            pages[0]?.length === 0 ? (
              <EmptyState compact icon={<ShieldCheck size={18} />} title="Nothing here">
                {queue === 'waiting'
                  ? 'No link waits for a decision. Suspicious links, reports and appeals come here by themselves.'
                  : 'No case stands so.'}
              </EmptyState>
            ) : (
              <ul aria-label="Cases">
                {pages.flat().map((each) => (
                  <CaseRow key={each.id} found={each} />
                ))}
              </ul>
            )
          }
        </Ask>
        {cases.hasNextPage && (
          <div className={styles.more}>
            <Button onClick={() => void cases.fetchNextPage()} aria-disabled={cases.isFetchingNextPage}>
              {cases.isFetchingNextPage ? 'Loading…' : 'Show more'}
            </Button>
          </div>
        )}
      </Card>
    </DeskFrame>
  );
}

function CaseRow({ found }: { found: WireCase }) {
  const { id, kind, status, priority, signals, reports, address, openedAt, times } = found;
  const why = signals.map(({ sign }) => sign).join(', ');
  const said = [
    ...(reports > 0 ? [`${reports} ${reports === 1 ? 'report' : 'reports'}`] : []),
    ...(why === '' ? [] : [why]),
    ...(kind === 'attempt' && times > 1 ? [`${times} times`] : []),
  ];
  return (
    <li className={styles.case}>
      <Link to="/abuse/$caseId" params={{ caseId: id }} className={styles.open}>
        <span className={styles.priority} data-high={priority >= 60 ? '' : undefined}>
          <span className="visually-hidden">Priority </span>
          {priority}
        </span>
        <span className={settings.words}>
          <span className={settings.name}>
            {titleOf(found)}
            <span className={settings.badge} data-tone={status === 'appealed' ? 'warn' : undefined}>
              {kind === 'link' ? STATUS_LABEL[status] : `${KIND_LABEL[kind]}, ${STATUS_LABEL[status]}`}
            </span>
          </span>
          {address !== '' && <span className={styles.address}>{address}</span>}
          <span className={settings.detail}>
            {said.length > 0 && `${said.join(' · ')} · `}
            <Ago at={openedAt} />
          </span>
        </span>
      </Link>
    </li>
  );
}
