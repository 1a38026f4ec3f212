import type { OfferBook } from './offer-book.ts';
import type { StackFacts } from './words.ts';
import { type Offer } from './traffic.ts';
export interface Front {
    facts: () => StackFacts;
    book: OfferBook;
    /** Resolves when the stack may be reached again; at once unless it is being killed. */
    reachable: () => Promise<void>;
}
/** Offers all of them, several at once. `onHalf` is called, and not awaited, when half of them have been begun. */
export declare function offerAll(offers: readonly Offer[], segment: string, front: Front, onHalf: () => void): Promise<void>;
