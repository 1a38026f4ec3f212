import { type SeedReport } from './run-seed.ts';
export interface CampaignOptions {
    seeds: readonly number[];
    /** Events per seed. */
    events: number;
    /** Chosen by itself when undefined; five ports in a row. */
    basePort?: number | undefined;
    onReport: (report: SeedReport) => void;
}
export declare function runCampaign({ seeds, events, basePort, onReport }: CampaignOptions): Promise<SeedReport[]>;
