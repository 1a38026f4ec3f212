/** Alerts about webhooks that fail. */
import type { DeliverContext } from '#core/webhook/ports.ts';
import type { Alerts } from './alerts.ts';

export function webhookAlerts(alerts: Alerts, now: () => number): Pick<DeliverContext, 'alert' | 'healed'> {
  return {
    alert: (webhook, kind, detail) =>
      alerts.raise(
        {
          workspaceId: webhook.workspaceId,
          kind: `webhook.${kind}`,
          subject: webhook.id,
          detail: { name: webhook.name, ...detail },
        },
        now(),
      ),
    healed: async ({ workspaceId, id }) => {
      for (const kind of ['webhook.failing', 'webhook.disabled'])
        await alerts.resolve({ workspaceId, kind, subject: id }, now());
    },
  };
}
