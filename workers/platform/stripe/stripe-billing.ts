/** Billing by Stripe, on its own library with the client and the cryptography that Workers have. */
import { Stripe } from 'stripe';
import type { BillingEvent, BillingInterval, BillingProvider, Checkout, Subscription } from '#core/billing/ports.ts';
import { AppError } from '#core/error/app-error.ts';
import type { PlanName } from '#core/plan/plan.ts';

export type Prices = Partial<Record<PlanName, Partial<Record<BillingInterval, string>>>>;

export interface StripeSettings {
  secretKey: string;
  webhookSecret: string;
  /** Price ids by plan and interval. */
  prices: Prices;
  /** Where the API is, when it is not Stripe's own address. */
  apiUrl?: string;
}

/** People wait for these calls. */
const TIMEOUT_MS = 10_000;
const MAX_RETRIES = 2;
/** `past_due`: the provider is still trying to be paid, and says `unpaid` or `canceled` when it gives up. */
const LIVE_STATES: ReadonlySet<string> = new Set(['active', 'trialing', 'past_due']);

export class StripeBilling implements BillingProvider {
  readonly #stripe: Stripe;
  readonly #settings: StripeSettings;
  readonly #crypto = Stripe.createSubtleCryptoProvider();

  constructor(settings: StripeSettings) {
    this.#settings = settings;
    this.#stripe = new Stripe(settings.secretKey, {
      httpClient: Stripe.createFetchHttpClient(),
      timeout: TIMEOUT_MS,
      maxNetworkRetries: MAX_RETRIES,
      telemetry: false,
      ...addressOf(settings.apiUrl),
    });
  }

  sells(plan: PlanName, interval: BillingInterval): boolean {
    return this.#settings.prices[plan]?.[interval] !== undefined;
  }

  async createCustomer({ id, name }: { id: string; name: string }): Promise<string> {
    const customer = await answered(
      this.#stripe.customers.create(
        { name, metadata: { workspaceId: id } },
        { idempotencyKey: `hopline-customer-${id}` },
      ),
    );
    return customer.id;
  }

  async checkout({ customerId, workspaceId, plan, interval, successUrl, cancelUrl }: Checkout): Promise<string> {
    const price = this.#settings.prices[plan]?.[interval];
    if (!price) throw new Error(`STRIPE_PRICES has no ${interval} price of ${plan}`);
    const { url } = await answered(
      this.#stripe.checkout.sessions.create({
        mode: 'subscription',
        customer: customerId,
        client_reference_id: workspaceId,
        line_items: [{ price, quantity: 1 }],
        subscription_data: { metadata: { workspaceId } },
        success_url: successUrl,
        cancel_url: cancelUrl,
      }),
    );
    if (!url) throw new Error('Stripe made a checkout without an address');
    return url;
  }

  async portal(customerId: string, returnUrl: string): Promise<string> {
    return (await answered(this.#stripe.billingPortal.sessions.create({ customer: customerId, return_url: returnUrl })))
      .url;
  }

  async subscription(id: string): Promise<Subscription> {
    const found = await answered(this.#stripe.subscriptions.retrieve(id));
    const item = found.items.data[0];
    return {
      id: found.id,
      customerId: idOf(found.customer) ?? '',
      status: found.status,
      isLive: LIVE_STATES.has(found.status),
      plan: this.#planOf(found.id, item?.price.id),
      periodEnd: item ? item.current_period_end * 1_000 : null,
      cancelAtPeriodEnd: found.cancel_at_period_end,
    };
  }

  async endRenewal(subscriptionId: string): Promise<void> {
    await answered(this.#stripe.subscriptions.update(subscriptionId, { cancel_at_period_end: true }));
  }

  async readEvent(payload: string, signature: string): Promise<BillingEvent> {
    let event: Stripe.Event;
    try {
      event = await this.#stripe.webhooks.constructEventAsync(
        payload,
        signature,
        this.#settings.webhookSecret,
        undefined,
        this.#crypto,
      );
    } catch (error) {
      throw new AppError('bad_request', 'The Stripe-Signature does not fit this body, or is too old.', {
        cause: error,
      });
    }
    return { id: event.id, type: event.type, subscriptionId: subscriptionOf(event) };
  }

  /** Throws for a price that no plan has: the configuration is wrong, and Stripe will send the event again. */
  #planOf(subscriptionId: string, price: string | undefined): PlanName {
    for (const [plan, prices] of Object.entries(this.#settings.prices))
      if (price !== undefined && Object.values(prices).includes(price)) return plan as PlanName;
    throw new Error(`Price ${price} of subscription ${subscriptionId} is not in STRIPE_PRICES`);
  }
}

/** Its own events carry the subscription, the checkout's carry its id; any other says nothing about a plan. */
function subscriptionOf(event: Stripe.Event): string | null {
  if (event.type === 'checkout.session.completed') return idOf(event.data.object.subscription);
  const { object } = event.data as { object: { object?: string; id?: string } };
  return object.object === 'subscription' ? (object.id ?? null) : null;
}

function idOf(value: string | { id: string } | null): string | null {
  return typeof value === 'string' || value === null ? value : value.id;
}

function addressOf(apiUrl: string | undefined) {
  if (apiUrl === undefined) return {};
  const { hostname, port, protocol } = new URL(apiUrl);
  return {
    host: hostname,
    protocol: protocol === 'http:' ? ('http' as const) : ('https' as const),
    ...(port && { port: Number(port) }),
  };
}

/** The library's errors hold request ids and parameters for the log; the caller hears only that the provider did not answer. */
async function answered<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw new AppError('service_unavailable', 'The payment provider does not answer as expected. Try again later.', {
      cause: error,
    });
  }
}
