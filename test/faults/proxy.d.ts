import type { Hits, StoreFaults } from './faults.ts';
export declare class StoreProxy {
    #private;
    private constructor();
    /** Listens on `port` and passes on to `target`, both on this machine. */
    static open(port: number, target: number): Promise<StoreProxy>;
    order(dice: string, faults: StoreFaults | null): void;
    takeHits(): Hits;
    close(): Promise<void>;
}
