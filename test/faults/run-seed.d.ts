import { type Hits } from './faults.ts';
import { type Plan } from './plan.ts';
import type { StoreProxy } from './proxy.ts';
import type { RemoteStack } from './remote-stack.ts';
import { type Accounts } from './verdict.ts';
import type { FoundLetter } from './words.ts';
export interface SeedReport extends Accounts {
    seed: number;
    plan: Plan;
    hits: Hits;
    ms: number;
}
export interface Ground {
    stack: RemoteStack;
    proxy: StoreProxy;
    /** Dead letters seen so far, by key. */
    letters: Map<string, FoundLetter>;
    /** Where lines about captures go. */
    hear: {
        current: (line: string) => void;
    };
}
export declare function runSeed(ground: Ground, seed: number, events: number): Promise<SeedReport>;
