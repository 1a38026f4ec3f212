export interface RawEvent {
    id: string;
    workspaceId: string;
    linkId: string;
    refererUrl: string;
    batch: string;
}
/** Events of one workspace in each table. */
export interface TableCounts {
    /** Raw rows before those of the same event are merged. */
    rawRows: number;
    raw: number;
    hourly: number;
    daily: number;
    hourlyDimensions: number;
    dailyDimensions: number;
}
export interface Recount {
    raw: RawEvent[];
    counts: Map<string, TableCounts>;
    /** By `{day}`, per workspace. */
    rawByDay: Map<string, Record<string, number>>;
    /** Hourly rollup by link. */
    rolledByLink: Map<string, number>;
}
export declare const NOTHING: TableCounts;
export declare function recount(target: {
    url: string;
    database: string;
}, ids: string[]): Promise<Recount>;
