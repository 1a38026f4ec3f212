/** The ways out of a workspace: leave it, hand it over, delete it. */
import { useState } from 'react';
import { Card } from '../design/card.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import { Choice } from './choice.tsx';
import { DeleteDialog, LeaveDialog, TransferDialog } from './departure-dialogs.tsx';
import { useMay } from './permissions.ts';
import styles from './settings.module.css';

type Way = 'leave' | 'transfer' | 'delete';

export function Departure() {
  const workspace = useWorkspace();
  const owns = useMay()('workspaces.delete');
  const [open, setOpen] = useState<Way>();
  const close = () => setOpen(undefined);
  return (
    <Card title="Leaving">
      {owns && workspace.deleteAt === null && (
        <>
          <Choice
            title="Hand over"
            text="Another member becomes the owner; you stay as an admin."
            verb="Hand over…"
            onChoose={() => setOpen('transfer')}
          />
          <Choice
            title="Delete the workspace"
            text="After 14 days, with all its links. Until then you can keep it after all."
            verb="Delete…"
            danger
            onChoose={() => setOpen('delete')}
          />
        </>
      )}
      {!owns && (
        <Choice
          title="Leave"
          text="At once; your tokens of this workspace stop. What you made stays."
          verb="Leave…"
          danger
          onChoose={() => setOpen('leave')}
        />
      )}
      {owns && workspace.deleteAt !== null && (
        <p className={styles.body}>This workspace is going to be deleted. To hand it over, keep it first.</p>
      )}
      <LeaveDialog open={open === 'leave'} onClose={close} />
      <TransferDialog open={open === 'transfer'} onClose={close} />
      <DeleteDialog open={open === 'delete'} onClose={close} />
    </Card>
  );
}
