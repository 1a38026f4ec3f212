/** Alerts about webhooks that fail: kept as rows, and told by mail to those who can mend them. */
import { compose } from '#core/mail/compose.ts';
import { webhookTrouble } from '#core/mail/letters.ts';
import type { Mailer } from '#core/mail/mail.ts';
import type { DeliverContext } from '#core/webhook/ports.ts';
import { Alerts } from './alerts.ts';
import { WorkspaceMembers } from './members.ts';
import { workspaceName } from './workspace-plans.ts';

export function webhookAlerts(
  control: D1Database,
  mailer: Mailer,
  now: () => number,
): Pick<DeliverContext, 'alert' | 'healed'> {
  const alerts = new Alerts(control);
  return {
    async alert(webhook, kind, detail) {
      const { workspaceId, id, name } = webhook;
      const alert = { workspaceId, kind: `webhook.${kind}`, subject: id, detail: { name, ...detail } };
      await alerts.raise(alert, now());
      const workspace = await workspaceName(control, workspaceId);
      if (workspace === undefined) return;
      const letter = webhookTrouble({ workspace, webhook: name, kind, ...detail });
      const inCharge = (await new WorkspaceMembers(control, workspaceId).all()).filter(
        ({ role }) => role === 'owner' || role === 'admin',
      );
      await Promise.all(inCharge.map(({ email }) => mailer.send(compose(email, letter, now()))));
    },
    healed: async ({ workspaceId, id }) => {
      for (const kind of ['webhook.failing', 'webhook.disabled'])
        await alerts.resolve({ workspaceId, kind, subject: id }, now());
    },
  };
}
