/** The proof: where every event of the workspace is, and whether each day adds up. */
import { useQuery } from '@tanstack/react-query';
import { Page } from '../shell/page.tsx';
import { useCanAdminister, useWorkspace } from '../shell/workspace.ts';
import grid from '../stats/grid.module.css';
import { Days } from './days.tsx';
import { Letters } from './letters.tsx';
import { auditQuery, receiptQuery } from './queries.ts';
import { ReceiptCard } from './receipt-card.tsx';

export function Proof() {
  const { id } = useWorkspace();
  const canAdminister = useCanAdminister();
  const receipt = useQuery(receiptQuery(id));
  const audit = useQuery(auditQuery(id));
  return (
    <Page title="Proof">
      <div key={id} className={grid.stack}>
        <ReceiptCard receipt={receipt} days={audit.data} />
        <Days workspaceId={id} audit={audit} canRepair={canAdminister} />
        {canAdminister && <Letters workspaceId={id} />}
      </div>
    </Page>
  );
}
