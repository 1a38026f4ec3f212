// Drives the consumer as the queue does: batches of 100 messages to the worker's queue handler, many under way at once.
const MESSAGES_PER_BATCH = 100;
const UA =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';
const UAS = [UA, ...Array.from({ length: 199 }, (_, i) => UA.replace('17_5', `17_${i}`).replace('17.5', `17.${i}`))];
const COUNTRIES = ['DE', 'US', 'BR', 'JP', 'FR', 'IN', 'GB', 'ES'];

/** Ids are UUIDv7 of the present, random below it: what the edge makes. */
function idSource() {
  const random = new Uint32Array(4_096);
  let at = random.length;
  const word = () => {
    if (at === random.length) {
      crypto.getRandomValues(random);
      at = 0;
    }
    return random[at++].toString(16).padStart(8, '0');
  };
  return (ms) => {
    const time = ms.toString(16).padStart(12, '0');
    const [a, b, c] = [word(), word(), word()];
    return `${time.slice(0, 8)}-${time.slice(8)}-7${a.slice(0, 3)}-8${a.slice(3, 6)}-${b}${c.slice(0, 4)}`;
  };
}
const nextId = idSource();
let made = 0;

/** The nth click: a workspace, one of its links, a visitor, as they would come mixed. */
function click(n, { workspaces, linksPerWorkspace }) {
  const ts = Date.now();
  const link = Math.floor(n / workspaces) % linksPerWorkspace;
  return {
    type: 'click',
    id: nextId(ts),
    ts,
    workspaceId: `ws_${n % workspaces}`,
    linkId: `link_${n % workspaces}_${link}`,
    domain: 'go.acme.example',
    key: `k${link}`,
    url: `https://destination.example/pages/${link}?utm_source=news&utm_campaign=launch`,
    visitor: ((n * 2_654_435_761) % 4_294_967_296).toString(16).padStart(16, '0'),
    ua: UAS[n % UAS.length],
    referer: n % 3 === 0 ? '' : 'https://news.example/article',
    language: 'en-US',
    geo: { country: COUNTRIES[n % 8], continent: 'EU', region: 'BY', city: `City ${n % 50}`, asn: 3320 },
    trigger: 'link',
    signs: [],
    rule: '',
    variant: '',
  };
}

function batchOf(messages, perMessage, plan) {
  return Array.from({ length: messages }, () => {
    const events = Array.from({ length: perMessage }, () => click(made++, plan));
    return { id: nextId(Date.now()), timestamp: new Date(), attempts: 1, body: { v: 1, events } };
  });
}

/** Until `events` have been handed over, at most `ratePerSecond` (0: as fast as they are taken). */
async function run(consumer, plan) {
  const { events, perMessage, parallel, ratePerSecond } = plan;
  const outcome = { events: 0, retried: 0, calls: 0, batchMs: [] };
  const startedAt = Date.now();
  let handed = 0;
  const drive = async () => {
    while (handed < events) {
      const messages = Math.min(MESSAGES_PER_BATCH, Math.ceil((events - handed) / perMessage));
      const due = ratePerSecond > 0 ? startedAt + (handed / ratePerSecond) * 1_000 : 0;
      handed += messages * perMessage;
      if (due > Date.now()) await scheduler.wait(due - Date.now());
      const sentAt = Date.now();
      const { retryMessages, outcome: ended } = await consumer.queue(
        'hopline-events',
        batchOf(messages, perMessage, plan),
      );
      if (ended !== 'ok') throw new Error(`a batch ended with ${ended}`);
      outcome.batchMs.push(Date.now() - sentAt);
      outcome.retried += retryMessages.length * perMessage;
      outcome.events += messages * perMessage;
      outcome.calls += 1;
    }
  };
  await Promise.all(Array.from({ length: parallel }, drive));
  return { ...outcome, seconds: (Date.now() - startedAt) / 1_000 };
}

export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    if (pathname === '/run') return Response.json(await run(env.CONSUMER, await request.json()));
    if (pathname === '/status') {
      const names = Array.from({ length: env.LEDGER_SHARDS }, (_, n) => `ledger-${n}`);
      return Response.json(await Promise.all(names.map((name) => env.LEDGER.getByName(name).status())));
    }
    return new Response('ready');
  },
};
