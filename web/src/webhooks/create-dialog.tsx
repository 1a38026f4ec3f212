/** Makes a webhook. */
import type { CreateWebhookInput, WireWebhook } from '#core/webhook/wire.ts';
import { useChange } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { FormDialog } from '../design/form-dialog.tsx';
import { useWorkspace } from '../shell/workspace.ts';
import { webhooksKey } from './queries.ts';
import { readWebhookForm, WebhookFields } from './webhook-fields.tsx';

interface CreateWebhookProps {
  open: boolean;
  onClose: () => void;
  onCreated: (webhook: WireWebhook & { secret: string }) => void;
}

export function CreateWebhookDialog({ open, onClose, onCreated }: CreateWebhookProps) {
  const { id } = useWorkspace();
  const create = useChange(
    async (json: CreateWebhookInput) => (await apiFor(id).webhooks.$post({ json })).json(),
    webhooksKey(id),
  );
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title="New webhook"
      verb="Create webhook"
      submit={async (data) => onCreated(await create.mutateAsync(readWebhookForm(data)))}
    >
      <WebhookFields />
    </FormDialog>
  );
}
