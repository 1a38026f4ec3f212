/** What is left of a workspace that is being removed: its rows in the control database and on the link shards, and its names at the edge. */
import type { DomainCopies, DomainTruth, Hostnames } from '#core/domain/ports.ts';
import { syncDomain } from '#core/domain/publish.ts';
import type { ClaimStore, RouteCache } from '#core/link/ports.ts';
import { ANY_REVISION, removeCopies } from '#core/link/publish.ts';
import type { DyingHost, DyingLink, DyingWorkspace, Remains } from '#core/workspace/purge.ts';

/** More end at a moment only when somebody cleans up a whole installation. */
const MAX_DUE = 100;

/** One that is on its way to another shard has rows on both: it arrives first. */
const DUE = `SELECT id, link_shard AS linkShard FROM workspaces WHERE delete_at <= ?1
AND id NOT IN (SELECT workspace_id FROM shard_moves WHERE finished_at IS NULL) ORDER BY delete_at LIMIT ?2`;
const OUT_OF_SERVICE = `UPDATE domains SET verified = 0, is_primary = 0, deleting_at = ?2, updated_at = ?2, revision = revision + 1
WHERE workspace_id = ?1 AND deleting_at IS NULL`;
/** Tables that may hold rows of workspaces: whatever later migrations add is found, too. */
const TABLES = `SELECT name FROM sqlite_master
WHERE type = 'table' AND sql LIKE '%workspace_id%' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE '\\_cf%' ESCAPE '\\'`;
/** Links go by name, with what hangs on them; claims go with the links; members stay until the workspace goes, so that an owner can look. */
const LEFT_FOR_LATER: ReadonlySet<string> = new Set(['links', 'routes', 'members']);

export async function dueWorkspaces(control: D1Database, nowMs: number): Promise<DyingWorkspace[]> {
  return (await control.prepare(DUE).bind(nowMs, MAX_DUE).all<DyingWorkspace>()).results;
}

export interface RemainsStores {
  control: D1Database;
  /** All link shards, in the order of their numbers. */
  linkShards: readonly D1Database[];
  claims: ClaimStore;
  cache: RouteCache;
  truth: DomainTruth;
  copies: DomainCopies;
  /** Undefined: certificates are not made through an API here. */
  hostnames: Hostnames | undefined;
  /** Domains that every workspace may use. */
  shared: ReadonlySet<string>;
  now: () => number;
}

export class WorkspaceRemains implements Remains {
  readonly #stores: RemainsStores;
  readonly #workspaceId: string;
  readonly #shard: D1Database;

  constructor(stores: RemainsStores, { id, linkShard }: DyingWorkspace) {
    const shard = stores.linkShards[linkShard];
    if (id === '' || !shard) throw new Error(`Workspace "${id}" on link shard ${linkShard} cannot be removed`);
    this.#stores = stores;
    this.#workspaceId = id;
    this.#shard = shard;
  }

  /** The rows stop being the truth about their names first: whoever fills the edge's copy from now on finds nothing. */
  async hosts(): Promise<DyingHost[]> {
    const [, { results }] = (await this.#stores.control.batch<DyingHost>([
      this.#stores.control.prepare(OUT_OF_SERVICE).bind(this.#workspaceId, this.#stores.now()),
      this.#stores.control
        .prepare('SELECT slug, hostname_id AS hostnameId FROM domains WHERE workspace_id = ?')
        .bind(this.#workspaceId),
    ])) as [D1Result<DyingHost>, D1Result<DyingHost>];
    return results;
  }

  /** What another workspace has proven meanwhile stays. */
  async forgetHost({ slug, hostnameId }: DyingHost): Promise<void> {
    const { truth, copies, hostnames } = this.#stores;
    await syncDomain(truth, copies, slug);
    if (hostnameId !== null) await hostnames?.remove(hostnameId);
  }

  async links(limit: number): Promise<DyingLink[]> {
    const { results } = await this.#shard
      .prepare('SELECT id, domain, key FROM links WHERE workspace_id = ?1 LIMIT ?2')
      .bind(this.#workspaceId, limit)
      .all<DyingLink>();
    return results;
  }

  /** A name on a shared domain rests like that of any deleted link; on the workspace's own domains nobody is left to take it. */
  async withdraw({ id, domain, key }: DyingLink): Promise<void> {
    const { claims, cache, shared, now } = this.#stores;
    // The note that copies have to be made goes with the other rows.
    const links = { settle: () => Promise.resolve() };
    if (!shared.has(domain)) await claims.release({ domain, key }, id, ANY_REVISION);
    await removeCopies({ now, claims, cache, links }, { domain, key }, id);
  }

  async removeLinks(ids: string[]): Promise<void> {
    await this.#shard
      .prepare('DELETE FROM links WHERE workspace_id = ?1 AND id IN (SELECT value FROM json_each(?2))')
      .bind(this.#workspaceId, JSON.stringify(ids))
      .run();
  }

  async removeRows(limit: number): Promise<number> {
    let removed = 0;
    for (const database of [this.#shard, this.#stores.control]) {
      for (const { name, keys } of await ownedTables(database))
        removed += await this.#removeFrom(database, name, keys, limit);
    }
    return removed;
  }

  async removeWorkspace(nowMs: number): Promise<boolean> {
    const { meta } = await this.#stores.control
      .prepare('DELETE FROM workspaces WHERE id = ?1 AND delete_at <= ?2')
      .bind(this.#workspaceId, nowMs)
      .run();
    return meta.changes > 0;
  }

  /** Names of tables and columns come from the schema, not from a request. */
  async #removeFrom(database: D1Database, table: string, keys: string[], limit: number): Promise<number> {
    const columns = keys.map((key) => `"${key}"`).join(', ');
    const { meta } = await database
      .prepare(
        `DELETE FROM "${table}" WHERE (${columns}) IN (SELECT ${columns} FROM "${table}" WHERE workspace_id = ?1 LIMIT ?2)`,
      )
      .bind(this.#workspaceId, limit)
      .run();
    return meta.changes;
  }
}

/** Tables with a workspace column, with the columns of their primary keys. */
async function ownedTables(database: D1Database): Promise<{ name: string; keys: string[] }[]> {
  const { results: tables } = await database.prepare(TABLES).all<{ name: string }>();
  const names = tables.map(({ name }) => name).filter((name) => !LEFT_FOR_LATER.has(name));
  const described = await Promise.all(
    names.map((name) => database.prepare(`PRAGMA table_info("${name}")`).all<{ name: string; pk: number }>()),
  );
  return names.flatMap((name, at) => {
    const columns = described[at]?.results ?? [];
    const keys = columns.filter(({ pk }) => pk > 0).map((column) => column.name);
    return keys.length > 0 && columns.some((column) => column.name === 'workspace_id') ? [{ name, keys }] : [];
  });
}
