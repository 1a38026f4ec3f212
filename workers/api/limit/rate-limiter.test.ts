import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RateRule } from '#core/limit/window.ts';

const bindings = env as unknown as ApiEnv;
const MINUTE: RateRule = { name: 'requests', limit: 100, windowMs: 60_000 };
const SECOND: RateRule = { name: 'reports', limit: 2, windowMs: 1_000 };
const HOUR_MS = 3_600_000;

let callers = 0;
const newCounter = () => bindings.LIMITER.getByName(`caller ${++callers}`);
type Counter = ReturnType<typeof newCounter>;
const kept = (counter: Counter) =>
  runInDurableObject(counter, (_, state) => state.storage.list().then((all) => all.size));

afterEach(() => void vi.useRealTimers());

describe('the counter of a caller', () => {
  it('hands out the limit of a window and not one more, whoever asks at the same moment', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_800_000_000_000 });
    const counter = newCounter();
    const leases = (await Promise.all(Array.from({ length: 200 }, () => counter.take([MINUTE])))).flat();
    expect(leases.reduce((sum, { granted }) => sum + granted, 0)).toBe(100);
    expect(leases.at(-1)).toEqual({ granted: 0, remaining: 0, resetAt: 1_800_000_060_000 });
  });

  it('keeps windows apart, and keeps on disk only those that outlast its memory', async () => {
    const [short, long] = [newCounter(), newCounter()];
    await short.take([SECOND]);
    expect(await kept(short)).toBe(0);
    expect((await long.take([MINUTE, SECOND])).map(({ remaining }) => remaining)).toEqual([96, 1]);
    expect(await kept(long)).toBe(1);
  });

  it('forgets itself an hour after its caller has gone, and not before', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    const counter = newCounter();
    await counter.take([MINUTE]);
    expect(await runDurableObjectAlarm(counter)).toBe(true);
    expect(await kept(counter)).toBe(1);
    vi.setSystemTime(Date.now() + 2 * HOUR_MS);
    expect(await runDurableObjectAlarm(counter)).toBe(true);
    expect(await kept(counter)).toBe(0);
    expect((await counter.take([MINUTE]))[0]).toMatchObject({ remaining: 96 });
  });
});
