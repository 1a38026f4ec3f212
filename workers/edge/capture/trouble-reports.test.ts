import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { testEnv } from '#test/worker/env.ts';
import { TroubleReports } from './trouble-reports.ts';

/** The real control database with a switch in front: `refused` statements never arrive, `silent` ones do, but the answer is lost. */
function setUp() {
  const fate = { refused: 0, silent: 0 };
  const deferred: Promise<unknown>[] = [];
  const failures: string[] = [];
  const control = {
    prepare: (sql: string) => ({
      bind: (...values: unknown[]) => ({
        run: async () => {
          if (fate.refused-- > 0) throw new Error('D1 is down');
          await env.CONTROL.prepare(sql)
            .bind(...values)
            .run();
          if (fate.silent-- > 0) throw new Error('connection reset');
        },
      }),
    }),
  } as unknown as D1Database;
  const reports = new TroubleReports({
    control,
    clock: Date.now,
    sleep: async () => {},
    metrics: { count: (name) => void failures.push(name) },
  });
  const add = (...[workspaceId, trouble]: Parameters<TroubleReports['add']>) =>
    reports.add(workspaceId, trouble, (work) => void deferred.push(work));
  return { fate, failures, add: add as (workspaceId: string, trouble: 'lost' | 'by_spill') => void, deferred };
}

async function reported(workspaceId: string): Promise<Record<string, number>> {
  const { results } = await testEnv.CONTROL.prepare(
    'SELECT name, sum(clicks) AS n FROM capture_troubles WHERE workspace_id = ? GROUP BY name',
  )
    .bind(workspaceId)
    .all<{ name: string; n: number }>();
  return Object.fromEntries(results.map(({ name, n }) => [name, n]));
}

describe('a report of trouble', () => {
  it('adds up by workspace and name, in few statements', async () => {
    const { add, deferred } = setUp();
    for (let i = 0; i < 50; i++) add('ws_many', i % 2 === 0 ? 'lost' : 'by_spill');
    add('ws_other', 'lost');
    await Promise.all(deferred);
    expect(await reported('ws_many')).toEqual({ lost: 25, by_spill: 25 });
    expect(await reported('ws_other')).toEqual({ lost: 1 });
    expect(deferred.length).toBe(1);
  });

  it('whose answer was lost counts once', async () => {
    const { add, deferred, fate } = setUp();
    fate.silent = 2;
    add('ws_silent', 'lost');
    await Promise.all(deferred);
    expect(await reported('ws_silent')).toEqual({ lost: 1 });
  });

  it('that D1 refuses stays until the next trouble, and says so', async () => {
    const { add, deferred, fate, failures } = setUp();
    fate.refused = 4;
    add('ws_refused', 'lost');
    await Promise.all(deferred);
    expect([await reported('ws_refused'), failures]).toEqual([{}, ['report_failed']]);
    add('ws_refused', 'lost');
    await Promise.all(deferred);
    expect(await reported('ws_refused')).toEqual({ lost: 2 });
  });
});
