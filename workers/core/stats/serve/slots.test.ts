import { expect, it } from 'vitest';
import { Slots } from './slots.ts';

/** Work that goes on until it is told to end. */
function gate() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
  };
  return { begun, work, end: (name: string) => ends.get(name)?.() };
}
const turn = () => new Promise((resolve) => setTimeout(resolve));

it('lets one workspace fill its own slots and its own line, while another is served at once', async () => {
  const slots = new Slots({ running: 2, waiting: 3, waitMs: 60_000 });
  const { begun, work, end } = gate();
  const heavy = ['h1', 'h2', 'h3', 'h4', 'h5'].map((name) => slots.run('heavy', work(name)));
  await expect(slots.run('heavy', work('h6'))).rejects.toMatchObject({
    code: 'rate_limit_exceeded',
    retryAfterSeconds: 2,
  });
  const simple = slots.run('simple', work('s1'));
  await turn();
  // Two are running, three wait, and the other workspace has not waited for any of them.
  expect(begun).toEqual(['h1', 'h2', 's1']);
  end('s1');
  expect(await simple).toBe('s1');
  expect(begun).toEqual(['h1', 'h2', 's1']);
  end('h2');
  await turn();
  expect(begun).toEqual(['h1', 'h2', 's1', 'h3']);
  for (const name of ['h1', 'h3', 'h4', 'h5']) {
    await turn();
    end(name);
  }
  expect(await Promise.all(heavy)).toEqual(['h1', 'h2', 'h3', 'h4', 'h5']);
});

it('gives a slot back after a failure, and a place in the line when somebody leaves', async () => {
  const slots = new Slots({ running: 1, waiting: 1, waitMs: 60_000 });
  await expect(slots.run('ws', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  const { begun, work, end } = gate();
  const first = slots.run('ws', work('first'));
  const leaving = new AbortController();
  const left = slots.run('ws', work('left'), leaving.signal);
  leaving.abort(new Error('gone'));
  await expect(left).rejects.toThrow('gone');
  await expect(slots.run('ws', work('late'), leaving.signal)).rejects.toThrow('gone');
  const second = slots.run('ws', work('second'));
  end('first');
  expect(await first).toBe('first');
  await turn();
  end('second');
  expect(await second).toBe('second');
  expect(begun).toEqual(['first', 'second']);
});

it('does not let anybody wait for ever', async () => {
  const slots = new Slots({ running: 1, waiting: 1, waitMs: 5 });
  const { work, end } = gate();
  const first = slots.run('ws', work('first'));
  await expect(slots.run('ws', work('second'))).rejects.toMatchObject({ code: 'rate_limit_exceeded' });
  end('first');
  await first;
});
