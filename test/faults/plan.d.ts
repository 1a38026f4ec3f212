import { type Blow, type FaultSet } from './faults.ts';
export interface Segment {
    /** Events offered while its faults are on. */
    events: number;
    /** Names of its faults, for the report. */
    title: string;
    faults: FaultSet;
    blow: Blow | null;
}
export interface Plan {
    seed: string;
    segments: Segment[];
}
/** @param number distinguishes the seeds of one campaign: the dear blows fall on every few of them. */
export declare function makePlan(seed: number, events: number): Plan;
