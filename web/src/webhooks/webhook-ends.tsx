/** What can become of a webhook: off for a while, a new secret, gone. */
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { WireWebhook } from '#core/webhook/wire.ts';
import { attempt, useChange } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { Card } from '../design/card.tsx';
import { ConfirmDialog } from '../design/dialog.tsx';
import { notify } from '../design/toast.tsx';
import { Choice } from '../settings/choice.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import { useUpdateWebhook } from './changes.ts';
import { webhooksKey } from './queries.ts';
import { type NewSecret, SecretDialog } from './secret-dialog.tsx';

export function WebhookEnds({ webhook }: { webhook: WireWebhook }) {
  const update = useUpdateWebhook(webhook.id);
  const [asking, setAsking] = useState<'secret' | 'delete'>();
  const [made, setMade] = useState<NewSecret>();
  const close = () => setAsking(undefined);

  async function switchOff() {
    if (!(await attempt(`${webhook.name} stays on`, () => update.mutateAsync({ disabled: true })))) return;
    const back = { label: 'Undo', run: () => void update.mutateAsync({ disabled: false }).catch(() => {}) };
    notify({ title: `${webhook.name} is off`, action: back });
  }

  return (
    <Card title="This webhook">
      {webhook.disabledAt === null && (
        <Choice
          title="Switch off"
          text="Nothing is sent until it is on again; what happens meanwhile is not told later."
          verb="Switch off"
          onChoose={() => void switchOff()}
        />
      )}
      <Choice
        title="New secret"
        text="The old one ends at once: your receiver refuses deliveries until it has the new one."
        verb="Make a new secret…"
        onChoose={() => setAsking('secret')}
      />
      <Choice
        title="Delete"
        text="With its log, and with deliveries that still wait."
        verb="Delete…"
        danger
        onChoose={() => setAsking('delete')}
      />
      <RotateDialog webhook={webhook} open={asking === 'secret'} onClose={close} onMade={setMade} />
      <DeleteDialog webhook={webhook} open={asking === 'delete'} onClose={close} />
      <SecretDialog made={made} onClose={() => setMade(undefined)} />
    </Card>
  );
}

interface AskProps {
  webhook: WireWebhook;
  open: boolean;
  onClose: () => void;
}

function RotateDialog({ webhook, open, onClose, onMade }: AskProps & { onMade: (made: NewSecret) => void }) {
  const { id } = useWorkspace();
  const rotate = useChange(
    async () => (await apiFor(id).webhooks[':id'].secret.$post({ param: { id: webhook.id } })).json(),
    webhooksKey(id),
  );

  async function confirm() {
    onClose();
    await attempt('The secret stays', async () => onMade(await rotate.mutateAsync(undefined)));
  }

  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={`New secret for ${webhook.name}?`}
      verb="Make a new secret"
      onConfirm={() => void confirm()}
    >
      Deliveries are signed with the new one from now on. Those your receiver refuses meanwhile are tried again.
    </ConfirmDialog>
  );
}

function DeleteDialog({ webhook, open, onClose }: AskProps) {
  const { id, slug: workspace } = useWorkspace();
  const router = useRouter();
  const remove = useChange(async () => {
    await apiFor(id).webhooks[':id'].$delete({ param: { id: webhook.id } });
    await router.navigate({ to: '/$workspace/settings/webhooks', params: { workspace } });
  }, webhooksKey(id));

  async function confirm() {
    onClose();
    if (await attempt(`${webhook.name} was not deleted`, () => remove.mutateAsync(undefined)))
      notify({ title: `${webhook.name} is deleted` });
  }

  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={`Delete ${webhook.name}?`}
      verb="Delete"
      onConfirm={() => void confirm()}
    >
      Nothing more is sent to it, also not what still waits. Its log goes with it. This cannot be undone.
    </ConfirmDialog>
  );
}
