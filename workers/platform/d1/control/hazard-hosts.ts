/** The instance's own lists: hosts that no link may lead to, and single addresses whose links were blocked. */
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { type HazardSource, type Listing, type Threat, withParents } from '#core/abuse/hazard.ts';
import { hostOf } from '#core/link/draft/destination.ts';
import { urlHash } from '#core/link/url-hash.ts';

export class D1HazardHosts implements HazardSource {
  readonly name = 'own list';
  readonly isOwn = true;
  readonly #db: ReturnType<typeof drizzle>;

  constructor(control: D1Database) {
    this.#db = drizzle(control);
  }

  async find(addresses: readonly string[]): Promise<Listing[]> {
    const names = addresses.map((address) => ({
      address,
      hosts: withParents(hostOf(address) ?? ''),
      hash: urlHash(address),
    }));
    const hosts = JSON.stringify([...new Set(names.flatMap((each) => each.hosts))]);
    const hashes = JSON.stringify([...new Set(names.map(({ hash }) => hash))]);
    const rows = await this.#db.all<{ what: string; threat: Threat }>(
      sql`SELECT host AS what, threat FROM hazard_hosts WHERE host IN (SELECT value FROM json_each(${hosts}))
        UNION ALL SELECT url_hash, threat FROM hazard_addresses WHERE url_hash IN (SELECT value FROM json_each(${hashes}))`,
    );
    if (rows.length === 0) return [];
    const threats = new Map(rows.map(({ what, threat }) => [what, threat]));
    return names.flatMap(({ address, hosts: own, hash }) => {
      const threat = [...own, hash].map((what) => threats.get(what)).find((each) => each !== undefined);
      return threat === undefined ? [] : [{ address, threat }];
    });
  }
}
