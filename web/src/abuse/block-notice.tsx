/** Tells owners what the desk has blocked and why, and takes their appeal. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type BlockReason, REASON_WORDS } from '#core/abuse/case.ts';
import { QUARANTINE_WORDS } from '#core/abuse/block.ts';
import type { WireStanding } from '#core/abuse/wire.ts';
import { useChange } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { Button } from '../design/button.tsx';
import { TextArea } from '../design/field.tsx';
import { FormDialog, textOf } from '../design/form-dialog.tsx';
import { Notice } from '../design/notice.tsx';
import { notify } from '../design/toast.tsx';
import { formatMoment } from '../format/time.ts';
import settings from '../settings/settings.module.css';
import { useCanAdminister, useCanEdit, useWorkspace } from '../shell/workspace.ts';
import styles from './abuse.module.css';
import { linkStandingQuery, workspaceStandingQuery } from './queries.ts';

interface Blocked {
  since: string;
  reason: BlockReason;
}

export function BlockedLink({ linkId, blocked }: { linkId: string; blocked: Blocked }) {
  const workspace = useWorkspace();
  const mayAppeal = useCanEdit();
  const { data } = useQuery(linkStandingQuery(workspace.id, linkId));
  const appeal = useChange(
    async (text: string) => apiFor(workspace.id).links[':linkId'].appeal.$post({ param: { linkId }, json: { text } }),
    ['appeal', workspace.id],
  );
  return (
    <BlockNotice
      title={`This link was blocked on ${formatMoment(Date.parse(blocked.since))}`}
      standing={data}
      send={mayAppeal ? appeal.mutateAsync : undefined}
    >
      It {REASON_WORDS[blocked.reason]}. Visitors are told that it was taken out of service, and it cannot be changed.
    </BlockNotice>
  );
}

export function QuarantineBanner({ blocked }: { blocked: Blocked }) {
  const workspace = useWorkspace();
  const mayAppeal = useCanAdminister();
  const { data } = useQuery(workspaceStandingQuery(workspace.id));
  const appeal = useChange(
    async (text: string) =>
      apiFor(workspace.id).workspaces[':workspaceId'].appeal.$post({
        param: { workspaceId: workspace.id },
        json: { text },
      }),
    ['appeal', workspace.id],
  );
  return (
    <div className={styles.banner}>
      <BlockNotice
        title={`${workspace.name} is in quarantine since ${formatMoment(Date.parse(blocked.since))}`}
        standing={data}
        send={mayAppeal ? appeal.mutateAsync : undefined}
      >
        It {QUARANTINE_WORDS[blocked.reason]}. None of its links lead anywhere, and none can be made or changed.
        {!mayAppeal && ' An owner or admin can appeal.'}
      </BlockNotice>
    </div>
  );
}

interface BlockNoticeProps {
  title: string;
  standing: WireStanding | undefined;
  /** Undefined for those who may not appeal. */
  send: ((text: string) => Promise<unknown>) | undefined;
  children: React.ReactNode;
}

function BlockNotice({ title, standing, send, children }: BlockNoticeProps) {
  const [writing, setWriting] = useState(false);
  const appeal = standing?.appeal;
  const isWaiting = appeal?.outcome === null;
  async function submit(data: FormData) {
    await send?.(textOf(data, 'text'));
    setWriting(false);
    notify({ title: 'Your appeal was sent', text: 'Somebody looks at it again. The answer comes by mail.' });
  }
  return (
    <>
      <Notice
        tone="warn"
        title={title}
        actions={
          send &&
          !isWaiting && (
            <Button size="small" aria-disabled={!standing} onClick={() => standing && setWriting(true)}>
              Appeal
            </Button>
          )
        }
      >
        <p>{children}</p>
        {isWaiting && <p>Your appeal of {formatMoment(Date.parse(appeal.createdAt))} is waiting for an answer.</p>}
        {appeal?.outcome === 'refused' && (
          <p>Your appeal was refused.{appeal.answer !== '' && ` The answer: ${appeal.answer}`}</p>
        )}
      </Notice>
      <FormDialog
        open={writing}
        onClose={() => setWriting(false)}
        title="Appeal"
        verb="Send the appeal"
        submit={submit}
      >
        <p className={settings.lead}>Say why the block is wrong. Somebody looks at it again and answers by mail.</p>
        <TextArea label="Your appeal" name="text" rows={5} minLength={10} maxLength={4_000} required />
      </FormDialog>
    </>
  );
}
