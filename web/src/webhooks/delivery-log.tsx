/** What a webhook sent: newest first, narrowed by state in the address, with a test at hand. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { Inbox, Send } from 'lucide-react';
import type { WireDelivery, WireWebhook } from '#core/webhook/wire.ts';
import { attempt } from '../api/attempt.ts';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { classNames } from '../design/class-names.ts';
import { Menu, MenuItem, MenuText } from '../design/menu.tsx';
import segments from '../design/segments.module.css';
import { EmptyState } from '../design/state.tsx';
import { notify } from '../design/toast.tsx';
import { Ask } from '../settings/ask.tsx';
import settings from '../settings/settings.module.css';
import { useWorkspace } from '../shell/workspace.ts';
import { useReplay, useTestWebhook } from './changes.ts';
import { DeliveryRow } from './delivery-row.tsx';
import { deliveriesQuery } from './queries.ts';
import styles from './webhooks.module.css';
import { DELIVERY_STATES, type EventName, EVENTS, explainFailure, STATE_NAMES } from './words.ts';

/** Says what came of a delivery that somebody waited for. */
function tell(delivery: WireDelivery): void {
  if (delivery.state === 'delivered')
    notify({ title: `Delivered: the receiver answered ${delivery.status} in ${delivery.tookMs} ms` });
  else
    notify({
      tone: 'danger',
      title: delivery.error ?? 'It was not delivered',
      ...(explainFailure(delivery) && { text: explainFailure(delivery) ?? '' }),
    });
}

export function DeliveryLog({ webhook, canChange }: { webhook: WireWebhook; canChange: boolean }) {
  const { id } = useWorkspace();
  const { state } = useSearch({ from: '/member/$workspace/settings/webhooks/$webhookId' });
  const log = useInfiniteQuery(deliveriesQuery(id, webhook.id, state));
  const replay = useReplay(webhook.id);
  const canSend = canChange && webhook.disabledAt === null;
  const again = (deliveryId: string) =>
    attempt('It was not sent again', async () => tell(await replay.mutateAsync(deliveryId)));
  return (
    <Card title="Deliveries" aside={canSend && <TestMenu webhook={webhook} />}>
      <States />
      <Ask query={log} what="the deliveries" rows={4}>
        {({ pages }) =>
          pages[0]?.length === 0 ? (
            <EmptyState
              compact
              icon={<Inbox size={18} />}
              title={state ? `None is ${STATE_NAMES[state].toLowerCase()}` : 'Nothing was sent yet'}
            >
              {state
                ? 'The log reaches back seven days.'
                : 'What is sent stands here for seven days, with the answer. Send an example to try your receiver.'}
            </EmptyState>
          ) : (
            <ul aria-label="Deliveries">
              {pages.flat().map((delivery) => (
                <DeliveryRow
                  key={delivery.id}
                  delivery={delivery}
                  {...(canSend && { onReplay: () => void again(delivery.id) })}
                  busy={replay.isPending && replay.variables === delivery.id}
                />
              ))}
            </ul>
          )
        }
      </Ask>
      {log.hasNextPage && (
        <div className={settings.more}>
          <Button onClick={() => void log.fetchNextPage()} aria-disabled={log.isFetchingNextPage}>
            {log.isFetchingNextPage ? 'Loading…' : 'Show older deliveries'}
          </Button>
        </div>
      )}
    </Card>
  );
}

function States() {
  const from = '/member/$workspace/settings/webhooks/$webhookId' as const;
  const { state } = useSearch({ from });
  const params = useParams({ from });
  return (
    <nav aria-label="State of the deliveries" className={classNames(segments.segments, styles.states)}>
      {[undefined, ...DELIVERY_STATES].map((each) => (
        <Link
          key={each ?? 'all'}
          to="/$workspace/settings/webhooks/$webhookId"
          params={params}
          search={each ? { state: each } : {}}
          replace
          resetScroll={false}
          className={segments.segment}
          data-chosen={each === state ? '' : undefined}
          aria-current={each === state ? 'page' : undefined}
        >
          {each ? STATE_NAMES[each] : 'All'}
        </Link>
      ))}
    </nav>
  );
}

function TestMenu({ webhook }: { webhook: WireWebhook }) {
  const test = useTestWebhook(webhook.id);
  const send = (trigger: EventName) =>
    attempt('The example was not sent', async () => tell(await test.mutateAsync(trigger)));
  return (
    <Menu
      trigger={
        <Button size="small" aria-disabled={test.isPending}>
          <Send size={13} aria-hidden />
          {test.isPending ? 'Sending…' : 'Send an example'}
        </Button>
      }
    >
      <MenuText>An example of</MenuText>
      {EVENTS.map(({ name, label }) => (
        <MenuItem key={name} onClick={() => void send(name)}>
          {label}
        </MenuItem>
      ))}
    </Menu>
  );
}
