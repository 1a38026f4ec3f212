/** What ClickHouse holds of one link: the raw rows and each rollup, read without the product's own queries. */
import { type ClickHouseClient, createClient } from '@clickhouse/client-web';

/** Hits of one link by every way of counting them. All are equal when nothing was lost or counted twice. */
export interface StoredHits {
  raw: number;
  /** Raw rows before identical ones are merged: more than `raw` when a batch was stored twice. */
  rawRows: number;
  perHour: number;
  perDay: number;
  dimensionsPerHour: number;
  dimensionsPerDay: number;
}

const STORED_HITS = `SELECT
  (SELECT count() FROM raw_events_v1 FINAL WHERE link_id = {link:String}) AS raw,
  (SELECT count() FROM raw_events_v1 WHERE link_id = {link:String}) AS rawRows,
  (SELECT sum(events) FROM events_per_hour_v1 WHERE link_id = {link:String}) AS perHour,
  (SELECT sum(events) FROM events_per_day_v1 WHERE link_id = {link:String}) AS perDay,
  (SELECT sum(events) FROM dimensions_per_hour_v1 WHERE dimension = 'link' AND value = {link:String}) AS dimensionsPerHour,
  (SELECT sum(events) FROM dimensions_per_day_v1 WHERE dimension = 'link' AND value = {link:String}) AS dimensionsPerDay`;

export class Stored {
  readonly #client: ClickHouseClient;

  constructor(target: { url: string; database: string }) {
    this.#client = createClient({ ...target, clickhouse_settings: { output_format_json_quote_64bit_integers: 0 } });
  }

  async hits(linkId: string): Promise<StoredHits> {
    const [row] = await this.rows<StoredHits>(STORED_HITS, { link: linkId });
    if (!row) throw new Error('ClickHouse answered without a row');
    return row;
  }

  async rows<Row>(query: string, params: Record<string, unknown> = {}): Promise<Row[]> {
    const result = await this.#client.query({ query, query_params: params, format: 'JSONEachRow' });
    return result.json<Row>();
  }

  /** A statement that changes something: what only a fault would do. */
  async run(query: string, params: Record<string, unknown> = {}): Promise<void> {
    await this.#client.command({ query, query_params: params });
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}

/** The figure `n` in every place where a link's hits are counted. */
export function everywhere(n: number): StoredHits {
  return { raw: n, rawRows: n, perHour: n, perDay: n, dimensionsPerHour: n, dimensionsPerDay: n };
}
