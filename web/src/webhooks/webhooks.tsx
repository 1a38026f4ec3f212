/** The webhooks of the workspace: whom it tells what, and how that goes. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight, Plus, Webhook } from 'lucide-react';
import { useState } from 'react';
import type { WireWebhook } from '#core/webhook/wire.ts';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { EmptyState } from '../design/state.tsx';
import { Status } from '../design/status.tsx';
import { Ask } from '../settings/ask.tsx';
import { useMay } from '../settings/permissions.ts';
import settings from '../settings/settings.module.css';
import { useWorkspace } from '../shell/workspace.ts';
import { CreateWebhookDialog } from './create-dialog.tsx';
import { webhooksQuery } from './queries.ts';
import { type NewSecret, SecretDialog } from './secret-dialog.tsx';
import { EVENTS, healthOf } from './words.ts';

export function Webhooks() {
  const workspace = useWorkspace();
  const canChange = useMay()('webhooks.write') && workspace.deleteAt === null;
  const webhooks = useQuery(webhooksQuery(workspace.id));
  const [creating, setCreating] = useState(false);
  const [made, setMade] = useState<NewSecret>();
  const create = () => setCreating(true);
  return (
    <Card
      title="Webhooks"
      aside={
        canChange && (
          <Button size="small" look="primary" onClick={create}>
            <Plus size={14} aria-hidden />
            New webhook
          </Button>
        )
      }
    >
      <Ask query={webhooks} what="the webhooks">
        {(all) =>
          all.length === 0 ? (
            <EmptyState
              compact
              icon={<Webhook size={18} />}
              title="Tell your own servers"
              actions={canChange && <Button onClick={create}>Make a webhook</Button>}
            >
              A webhook posts to an address of yours the moment a link is made, clicked, or brings a lead or a sale.
              Nothing is lost while your server is down: it is tried again for three days.
            </EmptyState>
          ) : (
            <ul aria-label="Webhooks">
              {all.map((webhook) => (
                <WebhookRow key={webhook.id} webhook={webhook} />
              ))}
            </ul>
          )
        }
      </Ask>
      <CreateWebhookDialog
        open={creating}
        onClose={() => setCreating(false)}
        onCreated={(webhook) => {
          setCreating(false);
          setMade(webhook);
        }}
      />
      <SecretDialog made={made} onClose={() => setMade(undefined)} />
    </Card>
  );
}

function WebhookRow({ webhook }: { webhook: WireWebhook }) {
  const { slug } = useWorkspace();
  const events = EVENTS.filter(({ name }) => webhook.triggers.includes(name)).map(({ label }) => label);
  return (
    <li className={settings.linked}>
      <div className={settings.words}>
        <p className={settings.name}>
          <Link
            to="/$workspace/settings/webhooks/$webhookId"
            params={{ workspace: slug, webhookId: webhook.id }}
            search={{}}
            className={settings.cover}
          >
            {webhook.name}
          </Link>
        </p>
        <p className={`${settings.detail} ${settings.code}`}>{webhook.url}</p>
        <p className={settings.detail}>{events.join(', ')}</p>
      </div>
      <Status {...healthOf(webhook)} />
      <ChevronRight size={15} aria-hidden className={settings.arrow} />
    </li>
  );
}
