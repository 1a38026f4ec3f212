/** Makes the demo workspace on the first start, and brings `.local/demo.json` up to date on every one. */
import { newEntityId } from '#core/id/entity-id.ts';
import { DEMO_DOMAIN } from '../stack/addresses.ts';
import type { Stack } from '../stack/start.ts';
import { createToken, DEMO_EMAIL, firstWorkspaceId, signIn, tokenWorks } from './account.ts';
import { type Demo, readDemo, writeDemo } from './file.ts';
import { createDemoLinks } from './links.ts';

export async function prepareDemo(stack: Stack, stateDir: string, say: (line: string) => void): Promise<Demo> {
  const { edgeUrl, apiUrl, webUrl, clickhouseUrl, mailUrl, secrets } = stack;
  const addresses = { edgeUrl, apiUrl, webUrl, clickhouseUrl, mailUrl };
  const before = await readDemo(stateDir);
  if (before && (await tokenWorks(stack, before.token))) {
    const demo = { ...before, ...addresses };
    await writeDemo(stateDir, demo);
    return demo;
  }
  say('Making the demo workspace');
  const session = await signIn(stack, secrets.demoPassword);
  const workspaceId = await firstWorkspaceId(stack, session);
  await claimDemoDomain(stack, workspaceId);
  const token = await createToken(stack, session, workspaceId);
  await createDemoLinks(apiUrl, token, DEMO_DOMAIN);
  const demo = { ...addresses, email: DEMO_EMAIL, password: secrets.demoPassword, token, workspaceId };
  await writeDemo(stateDir, demo);
  return demo;
}

/** Straight into the control database: nobody can prove to own `localhost`, which is what adding a domain by api asks for. */
async function claimDemoDomain({ mf }: Stack, workspaceId: string): Promise<void> {
  const now = Date.now();
  const control = await mf.getD1Database('CONTROL', 'hopline-api');
  await control
    .prepare(
      `INSERT INTO domains (id, slug, workspace_id, verified, is_primary, created_at, updated_at)
       VALUES (?, ?, ?, 1, 1, ?, ?) ON CONFLICT (slug) WHERE verified = 1 DO NOTHING`,
    )
    .bind(newEntityId('domain', now), DEMO_DOMAIN, workspaceId, now, now)
    .run();
}
