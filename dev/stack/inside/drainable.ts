/**
 * Runs inside workerd, around a worker of the local stack: knows what is still under way and can stop taking more.
 * An answered click may still be on its way to the queue, so a stop must wait until it has arrived there.
 */

/** Path and header of the question "what is under way?", asked by the starter only. */
export const PENDING_PATH = '/.local/pending';
export const CONTROL_HEADER = 'x-hopline-local';
/** Takes an event message for the queue: the front door for visits that happened in the past. POST, same header. */
export const EVENTS_PATH = '/.local/events';

/** Fires a cron trigger: `?cron=…&at={Unix milliseconds}`. Same header. */
export const CRON_PATH = '/.local/cron';
/** Stands for an address that cannot be read: no question of the starter. */
const NO_CONTROL = new URL('http://unreadable/');

export interface Pending {
  /** Requests being answered, promises given to waitUntil, queue batches being consumed. */
  running: number;
}

interface Context {
  waitUntil(promise: Promise<unknown>): void;
}
type Env = Record<string, unknown>;
/** The part of a queue binding that is needed here. */
interface Producer {
  send(message: unknown): Promise<unknown>;
}
interface Worker {
  scheduled?(controller: object, env: Env, context: Context): unknown;
  fetch?(request: Request, env: Env, context: Context): Response | Promise<Response>;
  queue?(batch: unknown, env: Env, context: Context): unknown;
}

/** Binding that carries the word the starter must say; only the local stack sets it. */
export const CONTROL_BINDING = 'HOPLINE_LOCAL_CONTROL';

/** Everything else that the worker exports (scheduled, for one) is passed on as it is. */
interface DrainableWorker {
  fetch(request: Request, env: Env, context: Context): Promise<Response>;
  queue?(batch: unknown, env: Env, context: Context): Promise<unknown>;
}

export function drainable(worker: Worker): DrainableWorker {
  let running = 0;
  let draining = false;

  async function counted<T>(work: () => T | Promise<T>): Promise<T> {
    running++;
    try {
      return await work();
    } finally {
      running--;
    }
  }

  const watch = (context: Context): Context =>
    replacing(context, {
      waitUntil: (promise: Promise<unknown>) => {
        context.waitUntil(counted(() => promise));
      },
    });

  async function control(request: Request, url: URL, env: Env, context: Context): Promise<Response> {
    const { pathname, searchParams } = url;
    if (pathname === CRON_PATH) {
      const controller = {
        cron: searchParams.get('cron'),
        scheduledTime: Number(searchParams.get('at')),
        noRetry() {},
      };
      await counted(() => worker.scheduled?.(controller, env, watch(context)));
      return new Response(null, { status: 204 });
    }
    if (pathname === EVENTS_PATH) {
      await counted(async () => (env['EVENTS'] as Producer).send(await request.json()));
      return new Response(null, { status: 202 });
    }
    if (searchParams.has('drain')) draining = true;
    return Response.json({ running } satisfies Pending);
  }

  const consume = (batch: unknown, env: Env, context: Context): Promise<unknown> =>
    counted(() => worker.queue?.(batch, env, watch(context)));

  async function answer(request: Request, env: Env, context: Context): Promise<Response> {
    // A Host header that is none makes an address that is none: the worker has to answer for it, as in production.
    const url = URL.canParse(request.url) ? new URL(request.url) : NO_CONTROL;
    const isIntake = url.pathname === EVENTS_PATH || url.pathname === CRON_PATH;
    const isControl = url.pathname === PENDING_PATH || (isIntake && !draining);
    if (isControl && request.headers.get(CONTROL_HEADER) === env[CONTROL_BINDING])
      return control(request, url, env, context);
    if (draining) return new Response('Hopline is stopping.\n', { status: 503, headers: { 'Retry-After': '5' } });
    if (!worker.fetch) return new Response('This worker has no pages.\n', { status: 404 });
    return counted(() => worker.fetch?.(request, env, watch(context)) as Promise<Response>);
  }

  const others = worker as object;
  return worker.queue ? { ...others, fetch: answer, queue: consume } : { ...others, fetch: answer };
}

/** `target` with some members replaced. Native objects insist on being called as themselves. */
function replacing<T extends object>(target: T, members: Partial<T>): T {
  return new Proxy(target, {
    get(original, name) {
      if (name in members) return members[name as keyof T];
      const value: unknown = Reflect.get(original, name, original);
      return typeof value === 'function' ? value.bind(original) : value;
    },
  });
}
