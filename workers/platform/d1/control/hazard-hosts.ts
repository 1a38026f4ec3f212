/** The instance's own list of hosts that no link may lead to. */
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import { type HazardSource, type Listing, withParents } from '#core/abuse/hazard.ts';
import { hostOf } from '#core/link/draft/destination.ts';
import { hazardHosts } from '../schema/control.ts';

export class D1HazardHosts implements HazardSource {
  readonly name = 'own list';
  readonly #db: ReturnType<typeof drizzle>;

  constructor(control: D1Database) {
    this.#db = drizzle(control);
  }

  async find(addresses: readonly string[]): Promise<Listing | undefined> {
    const asked = new Map(
      addresses.flatMap((address) => withParents(hostOf(address) ?? '').map((host) => [host, address])),
    );
    const row = await this.#db
      .select({ host: hazardHosts.host, threat: hazardHosts.threat })
      .from(hazardHosts)
      .where(sql`${hazardHosts.host} IN (SELECT value FROM json_each(${JSON.stringify([...asked.keys()])}))`)
      .limit(1)
      .get();
    const address = row && asked.get(row.host);
    return row && address !== undefined ? { address, threat: row.threat } : undefined;
  }
}
