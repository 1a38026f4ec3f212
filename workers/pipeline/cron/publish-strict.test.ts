import { env as bindings } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { STRICT_KV_KEY } from '#core/route/keys.ts';
import { parseListEntry } from '#core/route/workspace-list.ts';
import { NO_LOG } from '#platform/log/log.ts';
import { createCounters } from '#platform/metrics/counters.ts';
import { seedWorkspace } from '#test/worker/seed.ts';
import { readEnv } from '../env.ts';
import { EVERY_MINUTE, jobsFor } from './jobs.ts';

const config = readEnv(bindings as unknown as PipelineEnv);

/** One run of the minute's job, as the timetable has it. */
async function publish() {
  const tools = { config, now: Date.now, log: NO_LOG, counters: createCounters<never>() };
  return jobsFor(EVERY_MINUTE, tools)
    .find(({ name }) => name === 'publish-strict')
    ?.run();
}

const isStrict = async (id: string) => parseListEntry(await config.routes.get(STRICT_KV_KEY))?.(id);

it('tells the edge within a minute what a change of strict mode could not tell it', async () => {
  const strict = await seedWorkspace({ clickAck: 'before' });
  const other = await seedWorkspace();
  expect(await publish()).toEqual({ wrote: true });
  expect([await isStrict(strict.workspaceId), await isStrict(other.workspaceId)]).toEqual([true, false]);
  expect(await publish()).toEqual({ wrote: false });

  await config.control.prepare(`UPDATE workspaces SET click_ack = 'after' WHERE id = ?`).bind(strict.workspaceId).run();
  expect(await publish()).toEqual({ wrote: true });
  expect(await isStrict(strict.workspaceId)).toBe(false);
});

it('puts back an entry that was lost or cannot be read', async () => {
  const strict = await seedWorkspace({ clickAck: 'before' });
  await publish();
  for (const damage of [() => config.routes.delete(STRICT_KV_KEY), () => config.routes.put(STRICT_KV_KEY, '{')]) {
    await damage();
    expect(await publish()).toEqual({ wrote: true });
    expect(await isStrict(strict.workspaceId)).toBe(true);
  }
});
