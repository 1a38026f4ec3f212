import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { STRICT_KV_KEY } from '#core/route/keys.ts';
import { parseListEntry } from '#core/route/workspace-list.ts';
import type { WireWorkspace } from '#core/workspace/wire.ts';
import { testEnv } from '#test/worker/env.ts';
import { seedWorkspace } from '#test/worker/seed.ts';
import { callAs } from '../test-client.ts';

const isStrict = async (workspaceId: string) =>
  parseListEntry(await env.ROUTES.get(STRICT_KV_KEY))?.(workspaceId) ?? false;

describe('PATCH /workspaces/{workspaceId}', () => {
  it('switches strict mode on and off for the edge, and keeps who did it', async () => {
    const tenant = await seedWorkspace();
    const call = callAs(tenant);
    const { workspaceId } = tenant;
    const on = await call<WireWorkspace>('PATCH', `/workspaces/${workspaceId}`, { clickAck: 'before' });
    expect([on.status, on.body.clickAck]).toEqual([200, 'before']);
    expect(await isStrict(workspaceId)).toBe(true);
    expect((await call<WireWorkspace[]>('GET', '/workspaces')).body[0]?.clickAck).toBe('before');
    const off = await call<WireWorkspace>('PATCH', `/workspaces/${on.body.slug}`, { clickAck: 'after' });
    expect([off.status, off.body.clickAck]).toEqual([200, 'after']);
    expect(await isStrict(workspaceId)).toBe(false);
    const { results } = await testEnv.CONTROL.prepare(
      `SELECT change FROM audit_log WHERE workspace_id = ? AND action = 'workspace.update'`,
    )
      .bind(workspaceId)
      .all<{ change: string }>();
    expect(results.map(({ change }) => (JSON.parse(change) as { after: unknown }).after)).toEqual([
      { clickAck: 'before' },
      { clickAck: 'after' },
    ]);
  });

  it('changes a name and nothing else', async () => {
    const tenant = await seedWorkspace();
    const call = callAs(tenant);
    const [before] = (await call<WireWorkspace[]>('GET', '/workspaces')).body;
    const { body } = await call<WireWorkspace>('PATCH', `/workspaces/${tenant.workspaceId}`, { name: '  Acme  ' });
    expect(body).toEqual({ ...before, name: 'Acme' });
  });

  it.each([
    [{ clickAck: 'sometimes' }, 422, /clickAck.*sometimes/],
    [{ name: '' }, 422, /name/],
    [{ plan: 'enterprise' }, 422, /plan/],
    [{}, 422, /logo or clickAck/],
  ])('refuses %j', async (body, status, message) => {
    const tenant = await seedWorkspace();
    const answer = await callAs(tenant)('PATCH', `/workspaces/${tenant.workspaceId}`, body);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).toMatch(message);
  });

  it('refuses editors, tokens without the scope, and other workspaces', async () => {
    const change = { clickAck: 'before' };
    for (const chosen of [{ role: 'editor' as const }, { scopes: ['links.write' as const] }]) {
      const tenant = await seedWorkspace(chosen);
      expect((await callAs(tenant)('PATCH', `/workspaces/${tenant.workspaceId}`, change)).status).toBe(403);
      expect(await isStrict(tenant.workspaceId)).toBe(false);
    }
    const other = await seedWorkspace();
    expect((await callAs(await seedWorkspace())('PATCH', `/workspaces/${other.workspaceId}`, change)).status).toBe(403);
    expect(await isStrict(other.workspaceId)).toBe(false);
  });
});
