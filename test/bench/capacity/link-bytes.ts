/** What a link weighs in D1: its row, its claim with the routing record, its audit entry and all indexes, on the real migrations. */
import { readdir, readFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';

const MIGRATIONS = new URL('../../../migrations/d1/links/', import.meta.url);
const LINKS = 20_000;
const CREATED_AT = 1_760_000_000_000;

export async function measureLinkBytes(): Promise<number> {
  const database = new DatabaseSync(':memory:');
  for (const file of (await readdir(MIGRATIONS)).toSorted())
    database.exec(await readFile(fileURLToPath(new URL(file, MIGRATIONS)), 'utf8'));
  const link = database.prepare(
    'INSERT INTO links (id, workspace_id, domain, key, url, user_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const route = database.prepare(
    'INSERT INTO routes (domain, key, workspace_id, link_id, record, revision, claimed_at) VALUES (?, ?, ?, ?, ?, 1, ?)',
  );
  const entry = database.prepare(
    'INSERT INTO link_audit_log (id, workspace_id, link_id, actor, action, change, request_id, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  database.exec('BEGIN');
  for (let n = 0; n < LINKS; n++) {
    const id = `link_${entityId()}`;
    const workspaceId = `ws_${String(n % 500).padStart(26, '0')}`;
    const [domain, key] = ['go.acme.example', `${crypto.randomUUID().slice(0, 7)}${n}`];
    const url = `https://www.acme.example/products/category-${n % 100}/item-${n}?utm_source=newsletter`;
    const userId = `user_${'0'.repeat(26)}`;
    const record = JSON.stringify({ version: 1, workspaceId, linkId: id, url, revision: 1 });
    link.run(id, workspaceId, domain, key, url, userId, CREATED_AT + n, CREATED_AT + n);
    route.run(domain, key, workspaceId, id, record, CREATED_AT + n);
    const change = JSON.stringify({ url, domain, key });
    entry.run(
      `audit_${entityId()}`,
      workspaceId,
      id,
      userId,
      'link.created',
      change,
      crypto.randomUUID(),
      CREATED_AT + n,
    );
  }
  database.exec('COMMIT');
  const pragma = (name: string): number => Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
  return (pragma('page_count') * pragma('page_size')) / LINKS;
}

/** As long as a ULID. */
const entityId = (): string => crypto.randomUUID().replaceAll('-', '').slice(0, 26).toUpperCase();
