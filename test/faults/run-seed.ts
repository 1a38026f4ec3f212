/** One seed from its plan to its verdict, on a running stack. */
import { newEntityId } from '#core/id/entity-id.ts';
import { createRandom } from '../../dev/seed/random.ts';
import { apiOf } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';
import { linkRows, newTenant, type Tenant, tenantRows } from '../support/tenant.ts';
import { addHits, type Blow, type FaultSet, type Hits, NO_FAULTS } from './faults.ts';
import { OfferBook } from './offer-book.ts';
import { ask, offerAll } from './offer.ts';
import { makePlan, type Plan, type Segment } from './plan.ts';
import type { StoreProxy } from './proxy.ts';
import { recount } from './recount.ts';
import type { RemoteStack } from './remote-stack.ts';
import { type Target, Traffic } from './traffic.ts';
import { type Accounts, judge } from './verdict.ts';
import type { FoundLetter, StackState, WorkspaceFigures } from './words.ts';

export interface SeedReport extends Accounts {
  seed: number;
  plan: Plan;
  hits: Hits;
  ms: number;
}

export interface Ground {
  stack: RemoteStack;
  proxy: StoreProxy;
  /** Dead letters seen so far, by key. */
  letters: Map<string, FoundLetter>;
  /** Where lines about captures go. */
  hear: { current: (line: string) => void };
}

const WORKSPACES = 3;
const LINKS_PER_WORKSPACE = 2;
/** The workers' clock runs so many times faster than the world's: pauses of the breaker pass quickly. */
const CLOCK_SPEED = 8;
/** After the offers of a segment its faults stay on this long, so that the drain meets them. */
const DWELL_MS = 200;
/** Everything must have come to rest within this. */
const REST_DEADLINE_MS = 60_000;
const REST_POLL_MS = 100;
const MINUTE_CRON = '* * * * *';
/** Past the end of every hour that the run has touched, and the repair's grace. */
const REPAIR_OFFSETS_MS = [4, 8].map((hours) => hours * 3_600_000);
/** Of each workspace. */
const LETTERS_REPLAYED = 4;
/** Later than any moment that the workers have seen in an earlier seed. */
const FAR_AHEAD_MS = 24 * 3_600_000;
const ROLLUP_FULL = 'min_free_disk_bytes_to_perform_insert';

export async function runSeed(ground: Ground, seed: number, events: number): Promise<SeedReport> {
  const startedMs = performance.now();
  const run = new SeedRun(ground, makePlan(seed, events));
  const accounts = await run.run();
  return { seed, plan: run.plan, hits: run.hits, ms: Math.round(performance.now() - startedMs), ...accounts };
}

class SeedRun {
  readonly plan: Plan;
  readonly #ground: Ground;
  readonly #book = new OfferBook();
  readonly #targets: Target[] = [];
  readonly #tenants: Tenant[] = [];
  hits: Hits = {};
  #clock = { offsetMs: 0, since: Date.now() };
  #reachable: Promise<void> = Promise.resolve();

  constructor(ground: Ground, plan: Plan) {
    this.#ground = ground;
    this.plan = plan;
  }

  async run(): Promise<Accounts> {
    const { plan } = this;
    const { stack, hear } = this.#ground;
    hear.current = (line) => this.#hear(line);
    await this.#seedTenants();
    await this.#setClock(0);
    // Salts for the visitors of these days.
    await stack.call('cron', MINUTE_CRON);
    const name = `${plan.seed}-${Date.now().toString(36)}`;
    const traffic = new Traffic(createRandom(`faults/${plan.seed}/traffic`), this.#targets, name, () => this.#now());
    const front = { facts: () => stack.facts, book: this.#book, reachable: () => this.#reachable };
    if (plan.cursed) await offerAll([traffic.cursed()], 'cursed', front, () => {});
    for (const [index, segment] of plan.segments.entries()) {
      await this.#order(`${plan.seed}/${index}`, segment.faults);
      let blow: Promise<void> = Promise.resolve();
      await offerAll(traffic.make(segment.events), segment.title, front, () => {
        blow = this.#strike(segment);
        blow.catch(() => {});
      });
      await blow;
      await new Promise((resolve) => setTimeout(resolve, DWELL_MS));
    }
    await this.#rest();
    await this.#replayLetters();
    await this.#rest();
    return judge(await this.#facts());
  }

  /** Some dead letters are sent again through the api, twice each: a replay must not count what is counted. */
  async #replayLetters(): Promise<void> {
    const { apiUrl } = this.#ground.stack.facts;
    for (const tenant of this.#tenants) {
      const api = apiOf(apiUrl, tenant.token);
      // A runtime that ended is started again by the stack: whoever is refused meanwhile asks again, as a client would.
      const { body } = await eventually(() => api<{ id: string }[]>('GET', `/dead-letters?limit=${LETTERS_REPLAYED}`));
      for (const { id } of [...body, ...body]) {
        const { status } = await eventually(() => api('POST', `/dead-letters/${id}/replay`));
        if (status !== 200) throw new Error(`The replay of ${id} was answered with ${status}.`);
        this.hits = addHits(this.hits, { 'dead letter sent again': 1 });
      }
    }
  }

  /** With the clock far ahead: the edge then asks anew who is strict, and holds the answer when the clock is back. */
  async #seedTenants(): Promise<void> {
    const { stack } = this.#ground;
    await this.#setClock(FAR_AHEAD_MS);
    for (let index = 0; index < WORKSPACES; index++) {
      // Answers wait for the durable acknowledgement: what was answered is owed.
      const tenant = newTenant({ linkShard: index % 2, clickAck: 'before' });
      this.#tenants.push(tenant);
      await stack.call('write', await tenantRows(tenant));
      for (let link = 0; link < LINKS_PER_WORKSPACE; link++) {
        const target = { tenant, key: `k${link}`, linkId: newEntityId('link', Date.now()) };
        this.#targets.push(target);
        const rows = linkRows(tenant, { ...target, url: 'https://destination.example/' });
        await stack.call('write', rows);
      }
    }
    await stack.call('cron', MINUTE_CRON);
    const [target] = this.#targets;
    // The page that shows where a link leads captures nothing: no event may be dated ahead.
    await ask(`${stack.facts.edgeUrl}/${target?.key}+`, { headers: { host: target?.tenant.domain ?? '' } });
  }

  async #order(dice: string, faults: FaultSet): Promise<void> {
    const { stack, proxy } = this.#ground;
    const { queue, ledger, vault } = faults;
    this.hits = addHits(this.hits, await stack.call('orders', { dice, faults: { queue, ledger, vault } }));
    this.hits = addHits(this.hits, proxy.takeHits());
    proxy.order(dice, faults.store);
    await this.#fillRollup(faults.rollupFull);
  }

  /** Straight to the engine: the table of one view refuses, as when its disk is full. */
  async #fillRollup(full: boolean): Promise<void> {
    const change = full ? `MODIFY SETTING ${ROLLUP_FULL} = 1000000000000000000` : `RESET SETTING ${ROLLUP_FULL}`;
    const { clickhouseUrl, database } = this.#ground.stack.facts;
    await eventually(async () => {
      const init = { method: 'POST', body: `ALTER TABLE events_per_hour_v1 ${change}` };
      const answer = await fetch(`${clickhouseUrl}/?database=${database}`, init);
      if (!answer.ok) throw new Error(`ClickHouse refused: ${await answer.text()}`);
    });
    if (full) this.hits = addHits(this.hits, { 'rollup without room': 1 });
  }

  async #strike({ blow, faults, title }: Segment): Promise<void> {
    if (!blow) return;
    this.hits = addHits(this.hits, { [NAMES[blow.kind]]: 1 });
    const { stack } = this.#ground;
    if (blow.kind === 'clock_step') return this.#setClock(blow.ms);
    if (blow.kind === 'clickhouse_killed') return stack.killClickHouse();
    const again = Promise.withResolvers<void>();
    this.#reachable = again.promise;
    try {
      if (blow.kind === 'workers_killed') await stack.killWorkers();
      else if (blow.kind === 'stack_killed') await stack.killAll();
      else await this.#changeLedgers(blow);
      await this.#setClock(this.#clock.offsetMs);
      await this.#order(`${this.plan.seed}/${title}/again`, faults);
    } finally {
      again.resolve();
    }
  }

  async #changeLedgers({ ledgers, movingMs }: Extract<Blow, { kind: 'ledgers_changed' }>): Promise<void> {
    const { stack } = this.#ground;
    await stack.killAll({ ledgers });
    await this.#setClock(this.#clock.offsetMs);
    // Nobody waits for it: it dies with the stack.
    stack.call('cron', MINUTE_CRON).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, movingMs));
    await stack.killAll();
    await this.#setClock(this.#clock.offsetMs);
    // The next minute's run goes on where this one died. Deliveries meanwhile are in vain, and here twenty of them take a second only.
    await stack.call('cron', MINUTE_CRON);
  }

  async #setClock(offsetMs: number): Promise<void> {
    this.#clock = { offsetMs, since: Date.now() };
    await this.#ground.stack.call('clock', offsetMs, CLOCK_SPEED);
  }

  /** What the workers' clock says. */
  #now(): number {
    const { offsetMs, since } = this.#clock;
    return since + offsetMs + (Date.now() - since) * CLOCK_SPEED;
  }

  /** Faults off; then everything has to arrive, and the second line to repair what was left in doubt. */
  async #rest(): Promise<void> {
    const { stack } = this.#ground;
    await this.#order(`${this.plan.seed}/rest`, NO_FAULTS);
    await this.#until((state) => isQuiet(state));
    for (const offsetMs of REPAIR_OFFSETS_MS) {
      await this.#setClock(offsetMs);
      await stack.call('cron', MINUTE_CRON);
      if (await this.#until((state) => isQuiet(state) && state.ledgers.every(({ dirtyHours }) => dirtyHours === 0)))
        return;
    }
  }

  /** Fires the minute's cron until the state is right. False when it does not come to that. */
  async #until(isRight: (state: StackState) => boolean): Promise<boolean> {
    const { stack } = this.#ground;
    const deadline = Date.now() + REST_DEADLINE_MS;
    while (Date.now() < deadline) {
      await stack.call('cron', MINUTE_CRON);
      if (isRight(await stack.call('state'))) return true;
      await new Promise((resolve) => setTimeout(resolve, REST_POLL_MS));
    }
    return false;
  }

  async #facts() {
    const { stack, letters } = this.#ground;
    const { clickhouseUrl: url, database } = stack.facts;
    const ids = this.#tenants.map(({ workspaceId }) => workspaceId);
    const figures = new Map<string, WorkspaceFigures>();
    for (const id of ids) {
      const links = this.#targets.filter(({ tenant }) => tenant.workspaceId === id).map(({ linkId }) => linkId);
      figures.set(id, await stack.call('figures', id, links));
    }
    for (const letter of await stack.call('deadLetters', [...letters.keys()])) letters.set(letter.key, letter);
    return {
      book: this.#book,
      recount: await recount({ url, database }, ids),
      figures,
      letters: [...letters.values()],
      state: await stack.call('state'),
    };
  }

  #hear(line: string): void {
    const { counts = {} } = JSON.parse(line) as { counts?: Record<string, number> };
    this.#book.lostByCounter += counts['capture_lost'] ?? 0;
    const fallbacks = {
      'fallback: ledger by RPC': counts['capture_by_ledger'] ?? 0,
      'fallback: R2 spill': counts['capture_by_spill'] ?? 0,
    };
    this.hits = addHits(this.hits, fallbacks);
  }
}

const NAMES: Record<Blow['kind'], string> = {
  clock_step: 'clock stepped',
  clickhouse_killed: 'ClickHouse killed (kill -9)',
  workers_killed: 'workers killed (kill -9)',
  stack_killed: 'whole stack killed (kill -9)',
  ledgers_changed: 'number of ledgers changed, and killed in the moves',
};

function isQuiet({ queues, ledgers, spills }: StackState): boolean {
  const queued = Object.values(queues).reduce((sum, { messages }) => sum + messages, 0);
  return queued === 0 && spills === 0 && ledgers.every(({ waiting }) => waiting === 0);
}
