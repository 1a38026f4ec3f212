import { expect, it } from 'vitest';
import { CONTROL_HEADER, CRON_PATH, drainable, EVENTS_PATH, type Pending, PENDING_PATH } from './drainable.ts';

const ENV = { HOPLINE_LOCAL_CONTROL: 'secret' };

class Context {
  readonly promises: Promise<unknown>[] = [];
  waitUntil(promise: Promise<unknown>): void {
    this.promises.push(promise);
  }
}

type Wrapped = ReturnType<typeof drainable>;

async function ask(worker: Wrapped, search = '', word = 'secret'): Promise<Response> {
  const request = new Request(`http://local${PENDING_PATH}${search}`, { headers: { [CONTROL_HEADER]: word } });
  return worker.fetch(request, ENV, new Context());
}
const pending = async (worker: Wrapped): Promise<Pending> => (await ask(worker)).json();

it('counts requests and background work until they are done', async () => {
  const page = Promise.withResolvers<Response>();
  const background = Promise.withResolvers<void>();
  const worker = drainable({
    fetch: (_request, _env, context) => {
      context.waitUntil(background.promise);
      return page.promise;
    },
  });
  const context = new Context();
  const answered = worker.fetch(new Request('http://h/'), ENV, context);
  expect(await pending(worker)).toEqual({ running: 2 });
  page.resolve(new Response('ok'));
  await answered;
  expect(await pending(worker)).toEqual({ running: 1 });
  background.resolve();
  await Promise.all(context.promises);
  expect(await pending(worker)).toEqual({ running: 0 });
});

it('counts queue batches until they are consumed, whether they succeed or not', async () => {
  const consumed = Promise.withResolvers<void>();
  const worker = drainable({ queue: () => consumed.promise });
  const consuming = worker.queue?.({}, ENV, new Context());
  expect(await pending(worker)).toEqual({ running: 1 });
  consumed.reject(new Error('broken'));
  await expect(consuming).rejects.toThrow('broken');
  expect(await pending(worker)).toEqual({ running: 0 });
});

it('refuses new requests once it drains, and obeys only the starter', async () => {
  const worker = drainable({ fetch: () => new Response('page') });
  const visit = async (): Promise<number> => (await worker.fetch(new Request('http://h/'), ENV, new Context())).status;
  expect(await (await ask(worker, '?drain', 'guess')).text()).toBe('page');
  expect(await visit()).toBe(200);
  await ask(worker, '?drain');
  expect(await visit()).toBe(503);
});

it('takes visits of the past into the queue, from the starter only', async () => {
  const sent: unknown[] = [];
  const env = { ...ENV, EVENTS: { send: async (message: unknown) => sent.push(message) } };
  const worker = drainable({ fetch: () => new Response('page') });
  const post = (word: string): Promise<Response> => {
    const init = { method: 'POST', body: '{"v":1}', headers: { [CONTROL_HEADER]: word } };
    return worker.fetch(new Request(`http://h${EVENTS_PATH}`, init), env, new Context());
  };
  expect(await (await post('guess')).text()).toBe('page');
  expect(sent).toEqual([]);
  expect((await post('secret')).status).toBe(202);
  expect(sent).toEqual([{ v: 1 }]);
});

it('leaves an address that cannot be read to its worker', async () => {
  const worker = drainable({ fetch: ({ url }) => new Response(url, { status: 404 }) });
  // No Request can be made with such an address; the runtime makes one of a Host header that is none.
  const request = { url: 'http://a b/x', headers: new Headers() } as Request;
  expect((await worker.fetch(request, ENV, new Context())).status).toBe(404);
});

it('fires cron triggers, for the starter only', async () => {
  const fired: unknown[] = [];
  const worker = drainable({
    fetch: () => new Response('page'),
    scheduled: async (controller) => fired.push(controller),
  });
  const fire = (word: string): Promise<Response> => {
    const headers = { [CONTROL_HEADER]: word };
    const request = new Request(`http://h${CRON_PATH}?cron=${encodeURIComponent('7 * * * *')}&at=1000`, { headers });
    return worker.fetch(request, ENV, new Context());
  };
  expect(await (await fire('guess')).text()).toBe('page');
  expect(fired).toEqual([]);
  expect((await fire('secret')).status).toBe(204);
  expect(fired).toMatchObject([{ cron: '7 * * * *', scheduledTime: 1_000 }]);
});
