import { expect, it } from 'vitest';
import { CONTROL_HEADER, drainable, EVENTS_PATH, type Pending, PENDING_PATH } from './drainable.ts';

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

function batchOf(...ids: string[]) {
  const messages = ids.map((id) => ({ id, ack: () => {}, retry: () => {} }));
  return { messages, ackAll: () => {}, retryAll: () => {} };
}

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
  expect(await pending(worker)).toEqual({ running: 2, retrying: 0 });
  page.resolve(new Response('ok'));
  await answered;
  expect(await pending(worker)).toEqual({ running: 1, retrying: 0 });
  background.resolve();
  await Promise.all(context.promises);
  expect(await pending(worker)).toEqual({ running: 0, retrying: 0 });
});

it('remembers messages that wait for another delivery until they are delivered again', async () => {
  let isFirst = true;
  const worker = drainable({
    queue: (batch) => {
      for (const message of batch.messages) {
        if (isFirst && message.id === 'b') message.retry();
        else message.ack();
      }
      isFirst = false;
    },
  });
  await worker.queue?.(batchOf('a', 'b'), ENV, new Context());
  expect(await pending(worker)).toEqual({ running: 0, retrying: 1 });
  await worker.queue?.(batchOf('b'), ENV, new Context());
  expect(await pending(worker)).toEqual({ running: 0, retrying: 0 });
});

it('expects every message of a failed batch again, and none that was acknowledged before a retry of all', async () => {
  const failing = drainable({ queue: () => Promise.reject(new Error('broken')) });
  await expect(failing.queue?.(batchOf('a', 'b'), ENV, new Context())).rejects.toThrow('broken');
  expect((await pending(failing)).retrying).toBe(2);

  const worker = drainable({
    queue: (batch) => {
      batch.messages[0]?.ack();
      batch.retryAll();
    },
  });
  await worker.queue?.(batchOf('a', 'b', 'c'), ENV, new Context());
  expect((await pending(worker)).retrying).toBe(2);
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
