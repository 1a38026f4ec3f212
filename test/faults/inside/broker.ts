/** The local queue with the habits of a real one, and worse: refuses, forgets acknowledgements, repeats, overtakes. */
import { type BrokerEnv, Broker as RealBroker } from '../../../dev/stack/broker/inside/broker.ts';
import type { Incoming, Stored } from '../../../dev/stack/broker/inside/messages.ts';
import { type Consumer, NO_WORD, type QueueResult } from '../../../dev/stack/broker/inside/settle.ts';
import worker from '../../../dev/stack/broker/inside/worker.ts';
import { CLOCK_PATH, CURSED, type Hits, NO_FAULTS, type Orders } from '../faults.ts';
import { Dice } from './dice.ts';
import { setClock, steppedNow } from './time.ts';

export { Queue } from '../../../dev/stack/broker/inside/queue.ts';

/** Delays are cut to this, so that a message is given up within seconds. */
const MAX_DELAY_MS = 40;

export class Broker extends RealBroker {
  readonly #dice = new Dice();
  #faults = NO_FAULTS.queue;

  /** Answers with what has struck before. */
  async order({ dice, faults }: Orders): Promise<Hits> {
    const hits = this.#dice.takeHits();
    this.#dice.reseed(`${dice}/${this.queue}`);
    this.#faults = faults.queue;
    return hits;
  }

  override async accept(messages: Incoming[]): Promise<void> {
    const { refused, unconfirmed, spreadMs } = this.#faults;
    if (this.#dice.strikes('queue send refused', refused)) throw new Error('Queue send failed: Too Many Requests');
    if (spreadMs > 0) for (const message of messages) message.visibleAt += this.#dice.below('spread', spreadMs);
    // Its own waits stay real. A message in the dead-letter queue keeps its time.
    if (!this.queue.endsWith('-dead')) for (const message of messages) message.sentAt = steppedNow();
    await super.accept(messages);
    if (this.#dice.strikes('queue send written, but not confirmed', unconfirmed))
      throw new Error('Queue send failed: Internal Server Error');
  }

  protected override delayMs(delaySeconds: number): number {
    return Math.min(MAX_DELAY_MS, super.delayMs(delaySeconds));
  }

  protected override async dispatch(consumer: Consumer, batch: readonly Stored[]): Promise<QueueResult> {
    const { twice, killed } = this.#faults;
    const isTwice = this.#dice.strikes('queue batch delivered twice at once', twice);
    const [result] = await Promise.all([
      super.dispatch(consumer, batch),
      isTwice ? super.dispatch(consumer, batch.toReversed()) : undefined,
    ]);
    if (this.#dice.strikes('consumer killed before it could acknowledge', killed)) return NO_WORD;
    return this.#withoutSomeAcks(consumer, batch, result);
  }

  #withoutSomeAcks(consumer: Consumer, batch: readonly Stored[], result: QueueResult): QueueResult {
    const isLost = ({ body }: Stored): boolean =>
      (consumer.deadLetterQueue !== undefined && body.includes(CURSED)) ||
      this.#dice.strikes('acknowledgement lost', this.#faults.unacked);
    const lost = batch.filter(isLost).map(({ id }) => ({ msgId: id }));
    return lost.length === 0 ? result : { ...result, retryMessages: [...result.retryMessages, ...lost] };
  }
}

/** The harness's questions: POST `/orders?queue=…`, GET `/backlog?queue=…`; and the starter's. */
export default {
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url);
    const brokers = env.BROKER as unknown as DurableObjectNamespace<Broker>;
    const broker = brokers.getByName(searchParams.get('queue') ?? '');
    if (pathname === CLOCK_PATH)
      return Response.json(setClock(Number(searchParams.get('offset')), Number(searchParams.get('speed'))));
    if (pathname === '/orders') return Response.json(await broker.order(await request.json<Orders>()));
    if (pathname === '/backlog') return Response.json(await broker.backlog());
    return worker.fetch(request, env);
  },
} satisfies ExportedHandler<BrokerEnv>;
