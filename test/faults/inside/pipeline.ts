/** The pipeline worker whose ledgers are ended in the middle of their work, whose clock steps and whose vault may refuse. */
import { steppedAlarms } from './clock.ts';
import type { EventRow } from '#core/event/row.ts';
import type { AppendResult } from '#core/ledger/contract.ts';
import { ledgerNames } from '#core/shard/place.ts';
import worker, { Ledger as RealLedger } from '../../../workers/pipeline/index.ts';
import { MAX_LEDGERS, QUESTIONS_PATH } from '../faults.ts';
import type { Questions } from '../words.ts';
import { current, dice, obey } from './orders.ts';
import { questionsTo } from './questions.ts';
import { faultyVault } from './vault.ts';

/** Around the 15 ms in which a commit forms, so that it is met before, in and after it. */
const APPEND_MS = 40;
/** Reading, sending and noting a batch takes about this long. */
const DRAIN_MS = 80;

export class Ledger extends RealLedger {
  readonly #stepAlarm: (stepMs: number) => Promise<void>;

  constructor(ctx: DurableObjectState, env: PipelineEnv) {
    const stepAlarm = steppedAlarms(ctx.storage);
    super(ctx, env);
    this.#stepAlarm = stepAlarm;
  }

  /** An alarm keeps its time when the clock is stepped. */
  async step(stepMs: number): Promise<void> {
    await this.#stepAlarm(stepMs);
  }

  override append(rows: EventRow[]): Promise<AppendResult> {
    const { refused, evictedInAppend } = current.faults.ledger;
    if (dice.strikes('ledger call refused', refused)) throw new Error('Durable Object is overloaded.');
    if (dice.strikes('ledger evicted in an append', evictedInAppend)) this.#endIn(dice.below('append ms', APPEND_MS));
    return super.append(rows);
  }

  override alarm(): Promise<void> {
    const { evictedInDrain } = current.faults.ledger;
    if (dice.strikes('ledger evicted in a drain', evictedInDrain)) this.#endIn(dice.below('drain ms', DRAIN_MS));
    return super.alarm();
  }

  /** Everything in memory is gone and every call in it fails, as when its machine dies. */
  #endIn(ms: number): void {
    setTimeout(() => this.ctx.abort('Ended by the fault harness.'), ms);
  }
}

/** A ledger that is ended by another fault while it is told of a step comes back at the next call. */
function onceMore(call: () => Promise<void>): Promise<void> {
  return call().catch(call);
}

const faulty = (env: PipelineEnv): PipelineEnv => ({
  ...env,
  VAULT: faultyVault(env.VAULT, dice, () => current.faults.vault.refused),
});

export default {
  async fetch(request, env) {
    // Also those that the number of ledgers was once, or will be, large enough for.
    const names = ledgerNames(MAX_LEDGERS);
    const ledgers = env.LEDGER as unknown as DurableObjectNamespace<Ledger>;
    const step = async (stepMs: number): Promise<void> => {
      await Promise.all(names.map((name) => onceMore(() => ledgers.getByName(name).step(stepMs))));
    };
    if (new URL(request.url).pathname !== QUESTIONS_PATH)
      return (await obey(request, step)) ?? new Response(null, { status: 404 });
    const { name, args } = await request.json<{ name: 'figures'; args: Parameters<Questions['figures']> }>();
    return Response.json((await questionsTo(env)(name, args)) ?? null);
  },
  queue: (batch, env) => worker.queue(batch, faulty(env)),
  scheduled: (controller, env) => worker.scheduled(controller, faulty(env)),
} satisfies ExportedHandler<PipelineEnv>;
