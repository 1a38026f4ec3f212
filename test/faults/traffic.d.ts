/** What is offered: clicks at the front door and messages for the queue, some of them twice, late, from the future or unreadable. */
import type { CapturedClick } from '#core/event/captured.ts';
import type { Random } from '../../dev/seed/random.ts';
import type { Tenant } from '../support/tenant.ts';
export interface Target {
    tenant: Tenant;
    linkId: string;
    key: string;
}
export type Offer = {
    kind: 'click';
    target: Target;
    referer: string;
} | {
    kind: 'message';
    body: unknown;
    events: CapturedClick[];
} | {
    kind: 'poison';
    body: unknown;
    mark: string;
};
export declare const BROWSER_UA: string;
export declare class Traffic {
    #private;
    /** @param name makes referers and marks of this run unlike those of any other. */
    constructor(random: Random, targets: readonly Target[], name: string);
    /** Offers of `events` events in all; repeated ones and unreadable messages come on top. */
    make(events: number): Offer[];
    /** One event whose message the queue will never see acknowledged. */
    cursed(): Offer;
}
