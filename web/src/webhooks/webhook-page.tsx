/** One webhook: how it is doing, what it sent, what it is told, and its ends. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Pencil, Webhook } from 'lucide-react';
import { useState } from 'react';
import type { WireWebhook } from '#core/webhook/wire.ts';
import { ApiError } from '../api/error.ts';
import { backClass, BackTo } from '../design/back.tsx';
import { Button, buttonClass } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { EmptyState } from '../design/state.tsx';
import { Status } from '../design/status.tsx';
import { Ask } from '../settings/ask.tsx';
import { useMay } from '../settings/permissions.ts';
import settings from '../settings/settings.module.css';
import { useWorkspace } from '../shell/workspace.ts';
import { DeliveryLog } from './delivery-log.tsx';
import { EditWebhookDialog } from './edit-dialog.tsx';
import { Health } from './health.tsx';
import { webhookQuery } from './queries.ts';
import styles from './webhooks.module.css';
import { WebhookEnds } from './webhook-ends.tsx';
import { EVENTS, healthOf } from './words.ts';

export function WebhookPage() {
  const workspace = useWorkspace();
  const { webhookId } = useParams({ from: '/member/$workspace/settings/webhooks/$webhookId' });
  const canChange = useMay()('webhooks.write') && workspace.deleteAt === null;
  const webhook = useQuery(webhookQuery(workspace.id, webhookId));
  const list = { to: '/$workspace/settings/webhooks', params: { workspace: workspace.slug } } as const;
  if (webhook.error instanceof ApiError && webhook.error.status === 404)
    return (
      <EmptyState
        icon={<Webhook size={18} />}
        title="There is no such webhook"
        actions={
          <Link {...list} className={buttonClass({})}>
            See all webhooks
          </Link>
        }
      >
        It may have been deleted.
      </EmptyState>
    );
  return (
    <Ask query={webhook} what="the webhook" rows={4}>
      {(found) => (
        <div key={found.id} className={settings.stack}>
          <title>{`${found.name} · ${workspace.name} · Hopline`}</title>
          <header className={settings.top}>
            <Link {...list} className={backClass}>
              <BackTo>Webhooks</BackTo>
            </Link>
            <div className={settings.title}>
              <h2>{found.name}</h2>
              <Status {...healthOf(found)} />
            </div>
          </header>
          <Health webhook={found} canChange={canChange} />
          <About webhook={found} canChange={canChange} />
          <DeliveryLog webhook={found} canChange={canChange} />
          {canChange && <WebhookEnds webhook={found} />}
        </div>
      )}
    </Ask>
  );
}

function About({ webhook, canChange }: { webhook: WireWebhook; canChange: boolean }) {
  const [editing, setEditing] = useState(false);
  const events = EVENTS.filter(({ name }) => webhook.triggers.includes(name)).map(({ label }) => label);
  return (
    <Card
      title="What it is told"
      aside={
        canChange && (
          <Button size="small" onClick={() => setEditing(true)}>
            <Pencil size={13} aria-hidden />
            Change
          </Button>
        )
      }
    >
      <dl className={styles.facts}>
        <div>
          <dt>Address</dt>
          <dd className={settings.code}>{webhook.url}</dd>
        </div>
        <div>
          <dt>Events</dt>
          <dd>{events.join(', ')}</dd>
        </div>
        <div>
          <dt>Of</dt>
          <dd>{scopeOf(webhook)}</dd>
        </div>
      </dl>
      <EditWebhookDialog open={editing} onClose={() => setEditing(false)} webhook={webhook} />
    </Card>
  );
}

function scopeOf({ linkIds, folderIds }: WireWebhook): string {
  const parts = [
    folderIds.length > 0 && `${folderIds.length} ${folderIds.length === 1 ? 'folder' : 'folders'}`,
    linkIds.length > 0 && `${linkIds.length} ${linkIds.length === 1 ? 'link' : 'links'}`,
  ].filter(Boolean);
  return parts.length === 0 ? 'the whole workspace' : `${parts.join(' and ')} (clicks, leads and sales)`;
}
