import { expect, it } from 'vitest';
import { QUARANTINE_MS } from '#core/link/publish.ts';
import { testEnv } from '../../../test/support/worker/env.ts';
import { seedWorkspace } from '../../../test/support/worker/seed.ts';
import { finishLabels, tidyLinks } from './tidy-links.ts';

const NOW = Date.UTC(2026, 10, 21);
const linkShards = [testEnv.LINKS_0, testEnv.LINKS_1];

it('forgets what was deleted too long ago to be restored, and only that', async () => {
  const { workspaceId } = await seedWorkspace();
  for (const [id, age] of [
    ['link_old', QUARANTINE_MS + 1],
    ['link_new', QUARANTINE_MS - 1],
  ] as const)
    await testEnv.LINKS_0.prepare(`INSERT INTO deleted_links VALUES (?, ?, '{}', NULL, 'user:x', ?)`)
      .bind(id, workspaceId, NOW - age)
      .run();
  expect(await tidyLinks({ linkShards }, NOW)).toMatchObject({ links: 1 });
  const left = await testEnv.LINKS_0.prepare('SELECT id FROM deleted_links WHERE workspace_id = ?')
    .bind(workspaceId)
    .all();
  expect(left.results).toEqual([{ id: 'link_new' }]);
});

it('takes a deleted tag and folder off however many links, a bounded number each run', async () => {
  const { workspaceId, domain } = await seedWorkspace();
  await testEnv.LINKS_0.batch([
    testEnv.LINKS_0.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
       INSERT INTO links (id, workspace_id, domain, key, url, tag_ids, folder_id, created_at, updated_at)
       SELECT 'link_tidy' || i, ?1, ?2, 'k' || i, 'https://acme.test', '["tag_tidy"]', 'fold_tidy', i, i FROM n`,
    ).bind(workspaceId, domain),
    testEnv.LINKS_0.prepare(`INSERT INTO tags VALUES ('tag_tidy', ?, 'T', 'tag_tidy', 'red', 0, 0, 1)`).bind(
      workspaceId,
    ),
    testEnv.LINKS_0.prepare(
      `INSERT INTO folders VALUES ('fold_tidy', ?, 'F', 'fold_tidy', NULL, 'default', NULL, NULL, 0, 0, 1)`,
    ).bind(workspaceId),
  ]);
  const carrying = () =>
    testEnv.LINKS_0.prepare(
      `SELECT count(*) AS n FROM links WHERE workspace_id = ? AND (tag_ids <> '[]' OR folder_id IS NOT NULL)`,
    )
      .bind(workspaceId)
      .first<number>('n');
  expect(await finishLabels({ linkShards })).toBe(0);
  expect(await carrying()).toBe(500);
  expect(await finishLabels({ linkShards })).toBe(2);
  expect(await carrying()).toBe(0);
  const counts = await testEnv.LINKS_0.prepare(
    `SELECT facet, folder_id AS folder, n FROM link_counts WHERE workspace_id = ? ORDER BY facet`,
  )
    .bind(workspaceId)
    .all();
  expect(counts.results).toEqual(['all', 'domain', 'user'].map((facet) => ({ facet, folder: '', n: 2500 })));
});
