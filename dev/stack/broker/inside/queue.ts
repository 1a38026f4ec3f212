/** The producer's side of a local queue: what a worker calls as its queue binding. */
import { WorkerEntrypoint } from 'cloudflare:workers';
import type { BrokerEnv } from './broker.ts';
import type { Incoming } from './messages.ts';

/** Cloudflare's limits: they must not be met for the first time in production. */
const MAX_MESSAGE_BYTES = 128_000;
const MAX_BATCH_MESSAGES = 100;
const MAX_BATCH_BYTES = 256_000;
const MAX_DELAY_SECONDS = 43_200;

interface SendOptions {
  contentType?: string;
  delaySeconds?: number;
}

const encoder = new TextEncoder();

/** Bound with `props.queue`, the queue's name. */
export class Queue extends WorkerEntrypoint<BrokerEnv, { queue: string }> {
  /** Resolves when the message is on disk. Throws when it is too large, or of another kind than JSON. */
  async send(body: unknown, options: SendOptions = {}): Promise<void> {
    await this.#accept([incoming(body, options)]);
  }

  async sendBatch(messages: ({ body: unknown } & SendOptions)[], options: SendOptions = {}): Promise<void> {
    if (messages.length > MAX_BATCH_MESSAGES)
      throw new Error(`A batch holds at most ${MAX_BATCH_MESSAGES} messages, not ${messages.length}.`);
    const all = messages.map(({ body, ...own }) => incoming(body, { ...options, ...own }));
    const bytes = all.reduce((sum, message) => sum + encoder.encode(message.body).byteLength, 0);
    if (bytes > MAX_BATCH_BYTES) throw new Error(`A batch holds at most ${MAX_BATCH_BYTES} bytes, not ${bytes}.`);
    await this.#accept(all);
  }

  async #accept(messages: Incoming[]): Promise<void> {
    await this.env.BROKER.getByName(this.ctx.props.queue).accept(messages);
  }
}

function incoming(body: unknown, { contentType = 'json', delaySeconds = 0 }: SendOptions): Incoming {
  if (contentType !== 'json') throw new Error(`The local queue carries JSON only, not "${contentType}".`);
  if (!(delaySeconds >= 0 && delaySeconds <= MAX_DELAY_SECONDS))
    throw new Error(`delaySeconds must be from 0 to ${MAX_DELAY_SECONDS}, not ${delaySeconds}.`);
  const text = JSON.stringify(body) ?? 'null';
  const { byteLength } = encoder.encode(text);
  if (byteLength > MAX_MESSAGE_BYTES)
    throw new Error(`A message holds at most ${MAX_MESSAGE_BYTES} bytes, not ${byteLength}.`);
  const sentAt = Date.now();
  return { id: crypto.randomUUID().replaceAll('-', ''), body: text, sentAt, visibleAt: sentAt + delaySeconds * 1_000 };
}
