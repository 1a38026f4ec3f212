/** The plans side by side, and the way to another one where this installation sells them. */
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { planSchema, WireUsage } from '#core/plan/wire.ts';
import { attempt, useChange } from '../api/attempt.ts';
import { apiFor } from '../api/client.ts';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { formatCount } from '../format/number.ts';
import { formatDay } from '../format/time.ts';
import { useNow } from '../shell/clock.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { Ask } from './ask.tsx';
import { useMay } from './permissions.ts';
import { billingQuery, plansQuery } from './queries.ts';
import settings from './settings.module.css';
import styles from './usage.module.css';

type Plan = z.infer<typeof planSchema>;
type Bought = Exclude<WireUsage['plan'], 'free'>;

export function Plans() {
  const workspace = useWorkspace();
  const may = useMay();
  const plans = useQuery(plansQuery);
  const billing = useQuery({ ...billingQuery(workspace.id), enabled: may('billing.read') });
  const checkout = useChange(async (plan: Bought) =>
    (await apiFor(workspace.id).billing.checkout.$post({ json: { plan } })).json(),
  );
  const canBuy = may('billing.write') && billing.data?.configured === true && billing.data.status === null;

  async function buy(plan: Bought) {
    await attempt('The payment page did not open', async () => location.assign((await checkout.mutateAsync(plan)).url));
  }

  return (
    <Card title="Plans">
      <Ask query={plans} what="the plans" rows={3}>
        {(all) => (
          <ul className={styles.plans} aria-label="Plans">
            {all.map((plan) => (
              <li key={plan.name} className={styles.plan} data-mine={plan.name === workspace.plan ? '' : undefined}>
                <p className={styles.planName}>
                  {plan.name}
                  {plan.name === workspace.plan && <span className={settings.badge}>Yours</span>}
                </p>
                <Facts plan={plan} />
                {canBuy && plan.name !== 'free' && plan.name !== workspace.plan && (
                  <Button onClick={() => void buy(plan.name as Bought)} aria-label={`Choose ${plan.name}`}>
                    Choose
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Ask>
      {may('billing.read') && (
        <Ask query={billing} what="the subscription" rows={1}>
          {(data) => <Subscription billing={data} canChange={may('billing.write')} />}
        </Ask>
      )}
    </Card>
  );
}

function Facts({ plan }: { plan: Plan }) {
  const some = (limit: number | null) => (limit === null ? 'Unlimited' : formatCount(limit));
  return (
    <ul className={styles.facts}>
      <li>{some(plan.eventsPerMonth)} events a month</li>
      <li>{some(plan.linksPerMonth)} new links a month</li>
      <li>{some(plan.domains)} domains</li>
      <li>{some(plan.members)} members</li>
      <li>{formatCount(plan.retentionDays)} days of reports</li>
    </ul>
  );
}

interface SubscriptionProps {
  billing: { configured: boolean; status: string | null; periodEnd: string | null; cancelAtPeriodEnd: boolean };
  canChange: boolean;
}

function Subscription({ billing, canChange }: SubscriptionProps) {
  const workspace = useWorkspace();
  const now = useNow();
  const portal = useChange(async () => (await apiFor(workspace.id).billing.portal.$post()).json());
  const { configured, status, periodEnd, cancelAtPeriodEnd } = billing;
  const until = periodEnd ? formatDay(Date.parse(periodEnd), now) : '';

  async function open() {
    await attempt('The payment page did not open', async () =>
      location.assign((await portal.mutateAsync(undefined)).url),
    );
  }

  return (
    <div className={settings.row}>
      <p className={settings.words}>
        <span className={settings.detail}>
          {!configured
            ? 'Nothing is sold on this installation: whoever runs it sets the plan.'
            : status === null
              ? 'There is no subscription. A plan starts when the payment is confirmed.'
              : `Subscription: ${status}.${until && ` ${cancelAtPeriodEnd ? 'Ends' : 'Renews'} on ${until}.`}`}
        </span>
      </p>
      {canChange && configured && status !== null && <Button onClick={() => void open()}>Cards and invoices</Button>}
    </div>
  );
}
