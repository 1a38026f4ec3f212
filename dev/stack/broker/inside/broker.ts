/**
 * A queue of the local stack: one Durable Object per queue, its messages in SQLite. A send is answered once it is on disk, and
 * a message stays there until its consumer has acknowledged it, so that a killed stack loses nothing that was taken in.
 */
import { DurableObject } from 'cloudflare:workers';
import { type Incoming, Messages, type Stored } from './messages.ts';
import { type Consumer, NO_WORD, type QueueResult, settle } from './settle.ts';

export interface BrokerEnv {
  BROKER: DurableObjectNamespace<Broker>;
  /** Consumers by queue. Each worker named in it is bound as `CONSUMER_{worker}`. */
  CONSUMERS: Record<string, Consumer>;
}

/** What a consuming worker is asked through a service binding. */
interface ConsumerBinding {
  queue(name: string, messages: readonly unknown[], metadata: unknown): Promise<QueueResult>;
}

/** What is on its way, for whoever wants to know whether the queue is empty. */
export interface Backlog {
  /** Messages on disk, those being consumed included. */
  messages: number;
  /** Batches being consumed. */
  running: number;
}

/** Batches of one queue that are consumed at the same time; Cloudflare starts more as the backlog grows. */
const MAX_RUNNING = 4;
/** Cloudflare's queues hold 25 GB and then refuse; a local one is refused where a laptop would still have room. */
const MAX_MESSAGES = 1_000_000;
/** Sends that arrive within this time share one write to the disk. */
const GROUP_WINDOW_MS = 3;
/** How long a message waits whose dead-letter queue would not take it. */
const DEAD_QUEUE_RETRY_MS = 1_000;

export class Broker extends DurableObject<BrokerEnv> {
  protected readonly messages: Messages;
  protected readonly queue: string;
  readonly #consumer: Consumer | undefined;
  readonly #underway = new Set<number>();
  #running = 0;
  #timer: { id: ReturnType<typeof setTimeout>; at: number } | undefined;
  #forming: Incoming[] = [];
  #written: Promise<void> | undefined;
  /** Messages taken in since the last look at the disk. */
  #unseen = 0;

  constructor(ctx: DurableObjectState, env: BrokerEnv) {
    super(ctx, env);
    this.queue = ctx.id.name ?? '';
    this.messages = new Messages(ctx.storage);
    this.#consumer = env.CONSUMERS[this.queue];
  }

  /** Resolves when the messages are on disk. */
  async accept(messages: Incoming[]): Promise<void> {
    if (this.messages.count + messages.length > MAX_MESSAGES)
      throw new Error(`Storage limit exceeded: ${this.messages.count} messages wait in ${this.queue}.`);
    this.#forming.push(...messages);
    this.#written ??= scheduler.wait(GROUP_WINDOW_MS).then(() => this.#write());
    await this.#written;
  }

  /** Goes on with what is on disk: called when the stack starts. */
  async wake(): Promise<void> {
    this.#lookIn(0);
  }

  async backlog(): Promise<Backlog> {
    return { messages: this.messages.count, running: this.#running };
  }

  /** Brings one batch to its consumer. Whatever goes wrong on the way: nothing was acknowledged. */
  protected async dispatch(consumer: Consumer, batch: readonly Stored[]): Promise<QueueResult> {
    const binding = (this.env as unknown as Record<string, ConsumerBinding>)[`CONSUMER_${consumer.worker}`];
    if (!binding) throw new Error(`The worker ${consumer.worker} is not bound.`);
    const messages = batch.map(({ id, body, sentAt, failures }) => ({
      id,
      timestamp: new Date(sentAt),
      body: JSON.parse(body) as unknown,
      attempts: failures + 1,
    }));
    const metrics = { backlogCount: this.messages.count, backlogBytes: 0 };
    return binding.queue(this.queue, messages, { metrics });
  }

  /** Milliseconds until the next delivery of a message that was refused. */
  protected delayMs(delaySeconds: number): number {
    return delaySeconds * 1_000;
  }

  #write(): void {
    const messages = this.#forming;
    this.#forming = [];
    this.#written = undefined;
    this.messages.add(messages);
    this.#unseen += messages.length;
    const { maxBatchSize = 0, maxBatchTimeoutMs = 0 } = this.#consumer ?? {};
    this.#lookIn(this.#unseen >= maxBatchSize ? 0 : maxBatchTimeoutMs);
  }

  #lookIn(delayMs: number): void {
    if (!this.#consumer) return;
    const at = Date.now() + delayMs;
    if (this.#timer && this.#timer.at <= at) return;
    if (this.#timer) clearTimeout(this.#timer.id);
    this.#timer = { id: setTimeout(() => this.#look(), delayMs), at };
  }

  /** Starts every batch that is full or old enough, and sets the time of the next look. */
  #look(): void {
    this.#timer = undefined;
    this.#unseen = 0;
    const consumer = this.#consumer;
    if (!consumer) return;
    const now = Date.now();
    while (this.#running < MAX_RUNNING) {
      const due = this.messages.due(now, consumer.maxBatchSize + this.#underway.size);
      const batch = due.filter(({ seq }) => !this.#underway.has(seq)).slice(0, consumer.maxBatchSize);
      const [oldest] = batch;
      if (!oldest) break;
      const waitMs = oldest.visibleAt + consumer.maxBatchTimeoutMs - now;
      if (batch.length < consumer.maxBatchSize && waitMs > 0) {
        this.#lookIn(waitMs);
        break;
      }
      void this.#deliver(consumer, batch);
    }
    const next = this.messages.nextVisible(now);
    if (next !== undefined) this.#lookIn(next - now + consumer.maxBatchTimeoutMs);
  }

  async #deliver(consumer: Consumer, batch: readonly Stored[]): Promise<void> {
    this.#running += 1;
    for (const { seq } of batch) this.#underway.add(seq);
    try {
      const result = await this.dispatch(consumer, batch).catch(() => NO_WORD);
      await this.#settle(consumer, batch, result);
    } finally {
      this.#running -= 1;
      for (const { seq } of batch) this.#underway.delete(seq);
      this.#lookIn(0);
    }
  }

  async #settle(consumer: Consumer, batch: readonly Stored[], result: QueueResult): Promise<void> {
    const deliveries = batch.map(({ seq, id, failures }) => ({ seq, id, attempts: failures + 1 }));
    const { done, again, dead } = settle(deliveries, result, consumer);
    const now = Date.now();
    if (done.length > 0) this.messages.remove(done);
    if (again.length > 0)
      this.messages.postpone(
        again.map(({ seq, delaySeconds }) => ({ seq, visibleAt: now + this.delayMs(delaySeconds) })),
      );
    if (dead.length > 0)
      await this.#bury(
        consumer.deadLetterQueue ?? '',
        batch.filter(({ seq }) => dead.includes(seq)),
      );
  }

  /** The dead-letter queue has them before this one lets go. */
  async #bury(queue: string, dead: readonly Stored[]): Promise<void> {
    const now = Date.now();
    try {
      const moved = dead.map(({ id, body, sentAt }) => ({ id, body, sentAt, visibleAt: now }));
      await this.env.BROKER.getByName(queue).accept(moved);
      this.messages.remove(dead.map(({ seq }) => seq));
    } catch {
      this.messages.postpone(dead.map(({ seq }) => ({ seq, visibleAt: now + DEAD_QUEUE_RETRY_MS })));
    }
  }
}
