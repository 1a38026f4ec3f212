/** Fills a workspace with links as the api leaves them, many at a time: one statement per ten thousand, the triggers do the rest. */
import type { Tenant } from '../../support/tenant.ts';

/** The part of a D1 handle that this needs. */
export interface BenchD1 {
  prepare(sql: string): {
    bind(...values: unknown[]): { run(): Promise<unknown>; all(): Promise<{ results: unknown[] }> };
  };
}

const PER_STATEMENT = 10_000;
/** The local D1 is behind HTTP, whose idle connections may close at the wrong moment; what was written stays as it is. */
const MAX_TRIES = 3;
/** Of the links filled in; a tenth carries the tag, a fifth lies in the folder, a fiftieth is archived. */
export const TAG_ID = 'tag_bench';
export const FOLDER_ID = 'fold_bench';

const FILL = `WITH RECURSIVE n(i) AS (SELECT ?3 UNION ALL SELECT i + 1 FROM n WHERE i < ?4 - 1)
INSERT INTO links (id, workspace_id, domain, key, url, url_hash, title, tag_ids, folder_id, user_id, archived, clicks,
  last_clicked_at, created_at, updated_at)
SELECT 'link_bench' || printf('%08d', i), ?1, ?2, 'k' || i, 'https://destination.example/' || (i % 1000) || '/page-' || i,
  printf('%016x', i), 'Campaign ' || (i % 5000) || ' of spring', iif(i % 10 = 0, '["${TAG_ID}"]', '[]'),
  iif(i % 5 = 0, '${FOLDER_ID}', NULL), ?5, i % 50 = 1, (i * 7919) % 100003, (i * 104729) % 1000003, ?6 + i, ?6 + i FROM n
WHERE NOT EXISTS (SELECT 1 FROM links WHERE id = 'link_bench' || printf('%08d', i))`;

export async function seedLabels(database: BenchD1, { workspaceId, userId }: Tenant): Promise<void> {
  const run = (sql: string, ...values: unknown[]) =>
    database
      .prepare(sql)
      .bind(...values)
      .run();
  await run(
    `INSERT INTO tags (id, workspace_id, name, name_key, color, created_at, updated_at) VALUES (?, ?, 'Bench', 'bench', 'red', 0, 0)`,
    TAG_ID,
    workspaceId,
  );
  await run(
    `INSERT INTO folders (id, workspace_id, name, name_key, access_level, user_id, created_at, updated_at)
     VALUES (?, ?, 'Bench', 'bench', 'write', ?, 0, 0)`,
    FOLDER_ID,
    workspaceId,
    userId,
  );
}

/** Adds links number `from` to `to`. */
export async function fillLinks(database: BenchD1, tenant: Tenant, from: number, to: number): Promise<void> {
  for (let start = from; start < to; start += PER_STATEMENT) {
    const end = Math.min(to, start + PER_STATEMENT);
    const { workspaceId, domain, userId, createdAt } = tenant;
    await patiently(() => database.prepare(FILL).bind(workspaceId, domain, start, end, userId, createdAt).run());
  }
}

async function patiently(run: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await run();
      return;
    } catch (error) {
      if (attempt === MAX_TRIES) throw error;
    }
  }
}
