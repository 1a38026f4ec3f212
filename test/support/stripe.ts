/** Speaks as much of Stripe's HTTP interface as its own library asks of it, on loopback; and signs events as Stripe does. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Stripe } from 'stripe';

export const WEBHOOK_SECRET = 'whsec_of_the_tests';
export const SECRET_KEY = 'sk_test_of_the_tests';

export interface Asked {
  path: string;
  form: URLSearchParams;
  idempotencyKey: string | undefined;
  authorization: string | undefined;
}

interface FakeSubscription {
  customer: string;
  status: string;
  price: string;
  cancelAtPeriodEnd?: boolean;
}

export class StripeServer {
  readonly #server: Server;
  readonly asked: Asked[] = [];
  readonly subscriptions = new Map<string, FakeSubscription>();
  /** When true every call fails, as on a bad day. */
  isDown = false;

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#serve(request, response);
    });
  }

  static async start(): Promise<StripeServer> {
    const stripe = new StripeServer();
    await new Promise<void>((resolve) => stripe.#server.listen(0, '127.0.0.1', resolve));
    return stripe;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => {
      this.#server.close(resolve);
      this.#server.closeAllConnections();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body } = this.#answer(request, await readForm(request));
    response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_test' });
    response.end(JSON.stringify(body));
  }

  #answer(request: IncomingMessage, form: URLSearchParams): { status: number; body: unknown } {
    const path = request.url ?? '';
    const { authorization, 'idempotency-key': idempotencyKey } = request.headers;
    this.asked.push({ path, form, authorization, idempotencyKey: idempotencyKey as string | undefined });
    if (this.isDown) return { status: 402, body: { error: { type: 'card_error', message: 'secret detail' } } };
    if (path === '/v1/customers')
      return { status: 200, body: { id: `cus_${form.get('metadata[workspaceId]')}`, object: 'customer' } };
    if (path === '/v1/checkout/sessions')
      return { status: 200, body: { id: 'cs_1', object: 'checkout.session', url: `${this.url}/pay/cs_1` } };
    if (path === '/v1/billing_portal/sessions')
      return { status: 200, body: { id: 'bps_1', url: `${this.url}/portal/${form.get('customer')}` } };
    const id = /^\/v1\/subscriptions\/(\w+)$/.exec(path)?.[1] ?? '';
    const found = this.subscriptions.get(id);
    if (found && form.get('cancel_at_period_end') === 'true') found.cancelAtPeriodEnd = true;
    if (found) return { status: 200, body: subscriptionBody(id, found) };
    return { status: 404, body: { error: { type: 'invalid_request_error', message: `No such thing: ${path}` } } };
  }
}

/** An event as Stripe sends it: the raw body, and the header its own library makes for tests. */
export async function signedEvent(
  id: string,
  type: string,
  object: object,
  secret = WEBHOOK_SECRET,
  timestamp = now(),
) {
  const payload = JSON.stringify(
    { id, object: 'event', type, api_version: '2026-10-28', created: now(), data: { object } },
    null,
    2,
  );
  const signature = await new Stripe(SECRET_KEY).webhooks.generateTestHeaderStringAsync({ payload, secret, timestamp });
  return { payload, signature };
}

const now = () => Math.floor(Date.now() / 1_000);

function subscriptionBody(id: string, { customer, status, price, cancelAtPeriodEnd = false }: FakeSubscription) {
  const item = {
    id: 'si_1',
    object: 'subscription_item',
    current_period_end: 1_800_000_000,
    price: { id: price, object: 'price' },
  };
  return {
    id,
    object: 'subscription',
    customer,
    status,
    cancel_at_period_end: cancelAtPeriodEnd,
    items: { object: 'list', data: [item] },
  };
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString());
}
