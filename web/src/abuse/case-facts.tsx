/** What is known about a case, at a glance. Addresses that may harm are text, not links. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { WireCaseDetail } from '#core/abuse/wire.ts';
import { formatMoment } from '../format/time.ts';
import { Ago } from '../shell/ago.tsx';
import styles from './abuse.module.css';
import { KIND_LABEL, REASONS, STATUS_LABEL } from './words.ts';

export function CaseFacts({ found }: { found: WireCaseDetail }) {
  const { kind, status, reason, priority, score, reports, address, workspace, workspaceId, openedAt, decidedAt } =
    found;
  const because = REASONS.find(({ value }) => value === reason)?.label;
  return (
    <dl className={styles.facts}>
      <Fact name="State">
        {KIND_LABEL[kind]}, {STATUS_LABEL[status]}
        {because && ` · ${because}`}
      </Fact>
      {address !== '' && <Fact name="Leads to">{address}</Fact>}
      <Fact name="Priority">
        {priority} (score {score}
        {reports > 0 && `, ${reports} ${reports === 1 ? 'report' : 'reports'}`})
      </Fact>
      <Fact name="Workspace">
        {workspace ? (
          <>
            {workspace.name}
            {workspace.quarantined && ' (in quarantine)'} · founded <Ago at={workspace.createdAt} /> ·{' '}
            <Link to="/abuse" search={{ workspace: workspaceId }}>
              its cases
            </Link>
          </>
        ) : (
          'was removed'
        )}
      </Fact>
      <Fact name="Opened">{formatMoment(Date.parse(openedAt))}</Fact>
      {decidedAt && <Fact name="Decided">{formatMoment(Date.parse(decidedAt))}</Fact>}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
