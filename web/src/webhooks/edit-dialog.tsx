/** Changes a webhook. */
import type { UpdateWebhookInput, WireWebhook } from '#core/webhook/wire.ts';
import { FormDialog } from '../design/form-dialog.tsx';
import { notify } from '../design/toast.tsx';
import { useUpdateWebhook } from './changes.ts';
import { readWebhookForm, WebhookFields } from './webhook-fields.tsx';

interface EditWebhookProps {
  open: boolean;
  onClose: () => void;
  webhook: WireWebhook;
}

export function EditWebhookDialog({ open, onClose, webhook }: EditWebhookProps) {
  const update = useUpdateWebhook(webhook.id);
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={`Change ${webhook.name}`}
      verb="Save"
      submit={async (data) => {
        const json: UpdateWebhookInput = readWebhookForm(data);
        await update.mutateAsync(json);
        onClose();
        notify({ title: 'Webhook saved' });
      }}
    >
      <WebhookFields webhook={webhook} />
    </FormDialog>
  );
}
