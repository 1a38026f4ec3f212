/** The audit, day by day: accepted = raw = hourly = daily, and a way to rebuild a day that does not add up. */
import type { UseQueryResult } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, CircleDashed, Scale } from 'lucide-react';
import { useState } from 'react';
import type { AuditedDay } from '#core/proof/audit-days.ts';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { Skeleton } from '../design/skeleton.tsx';
import { EmptyState, ErrorState } from '../design/state.tsx';
import { formatCount } from '../format/number.ts';
import { RepairDialog } from './repair-dialog.tsx';
import { explainDay, nameOfDay } from './words.ts';
import styles from './days.module.css';

const STATUS = {
  balanced: { word: 'Balanced', Icon: CircleCheck },
  catching_up: { word: 'Catching up', Icon: CircleDashed },
  broken: { word: 'Broken', Icon: CircleAlert },
} as const;
const COLUMNS = ['accepted', 'raw', 'hourly', 'daily'] as const;
const HEADS = { accepted: 'Accepted', raw: 'Raw', hourly: 'Hourly', daily: 'Daily' };

interface DaysProps {
  workspaceId: string;
  audit: UseQueryResult<AuditedDay[]>;
  canRepair: boolean;
}

export function Days({ workspaceId, audit, canRepair }: DaysProps) {
  const [repairing, setRepairing] = useState<string>();
  return (
    <Card title="Audit" aside={<span className={styles.span}>last 30 UTC days</span>}>
      <p className={styles.lead}>
        The ledger accepts each event once; it becomes one raw row, and part of one hour and one day. When all four
        numbers are the same, nothing was lost and nothing was counted twice.
      </p>
      {audit.data ? (
        <Table days={audit.data} {...(canRepair && { onRepair: setRepairing })} />
      ) : audit.isError ? (
        <ErrorState compact what="the audit" error={audit.error} onRetry={() => void audit.refetch()} />
      ) : (
        <TableSkeleton />
      )}
      <RepairDialog workspaceId={workspaceId} day={repairing} onClose={() => setRepairing(undefined)} />
    </Card>
  );
}

function Table({ days, onRepair }: { days: AuditedDay[]; onRepair?: (day: string) => void }) {
  if (days.length === 0) {
    return (
      <EmptyState compact icon={<Scale size={18} />} title="No events in these days">
        Share a short link: its first click is accepted, stored and audited here within seconds.
      </EmptyState>
    );
  }
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Day</th>
          {COLUMNS.map((column) => (
            <th key={column} scope="col" className={styles.number}>
              {HEADS[column]}
            </th>
          ))}
          <th scope="col">Status</th>
        </tr>
      </thead>
      <tbody>
        {days.map((day) => (
          <Day key={day.day} day={day} {...(onRepair && { onRepair })} />
        ))}
      </tbody>
    </table>
  );
}

function Day({ day, onRepair }: { day: AuditedDay; onRepair?: (day: string) => void }) {
  const { word, Icon } = STATUS[day.status];
  const explanation = explainDay(day);
  return (
    <>
      <tr data-status={day.status}>
        <th scope="row">{nameOfDay(day.day)}</th>
        {COLUMNS.map((column) => (
          <td key={column} className={styles.number} data-off={day[column] !== day.accepted}>
            {formatCount(day[column])}
          </td>
        ))}
        <td>
          <span className={styles.status}>
            <Icon size={16} aria-hidden />
            <span className={styles.word}>{word}</span>
          </span>
        </td>
      </tr>
      {explanation && (
        <tr className={styles.why}>
          <td colSpan={COLUMNS.length + 2}>
            <div className={styles.explanation}>
              <span>{explanation}</span>
              {onRepair && day.status === 'broken' && (
                <Button size="small" onClick={() => onRepair(day.day)}>
                  Rebuild this day
                </Button>
              )}
            </div>
          </td>
        </tr>
      )}
    </>
  );
}

const GHOST_ROWS = [0, 1, 2, 3, 4];

function TableSkeleton() {
  return (
    <div role="status" className={styles.ghosts}>
      <span className="visually-hidden">Loading the audit</span>
      {GHOST_ROWS.map((row) => (
        <div key={row} className={styles.ghost} aria-hidden>
          <Skeleton width={88} />
          <Skeleton width="40%" />
          <Skeleton width={72} />
        </div>
      ))}
    </div>
  );
}
