/** Changes of one webhook, after which its pages are asked again. */
import type { UpdateWebhookInput } from '#core/webhook/wire.ts';
import { useChange } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { webhooksKey } from './queries.ts';
import type { EventName } from './words.ts';

export function useUpdateWebhook(webhookId: string) {
  const { id } = useWorkspace();
  const param = { id: webhookId };
  return useChange(
    async (json: UpdateWebhookInput) => (await apiFor(id).webhooks[':id'].$patch({ param, json })).json(),
    webhooksKey(id),
  );
}

/** Posts an example now. Resolves with the delivery, whatever came of it. */
export function useTestWebhook(webhookId: string) {
  const { id } = useWorkspace();
  const param = { id: webhookId };
  return useChange(
    async (trigger: EventName) => (await apiFor(id).webhooks[':id'].test.$post({ param, json: { trigger } })).json(),
    webhooksKey(id),
  );
}

/** Posts the body of a delivery again. Resolves with the new one, whatever came of it. */
export function useReplay(webhookId: string) {
  const { id } = useWorkspace();
  return useChange(
    async (deliveryId: string) =>
      (
        await apiFor(id).webhooks[':id'].deliveries[':deliveryId'].replay.$post({
          param: { id: webhookId, deliveryId },
        })
      ).json(),
    webhooksKey(id),
  );
}
