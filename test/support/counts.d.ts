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
export declare class Stored {
  #private;
  constructor(target: { url: string; database: string });
  hits(linkId: string): Promise<StoredHits>;
  rows<Row>(query: string, params?: Record<string, unknown>): Promise<Row[]>;
  close(): Promise<void>;
}
/** The figure `n` in every place where a link's hits are counted. */
export declare function everywhere(n: number): StoredHits;
