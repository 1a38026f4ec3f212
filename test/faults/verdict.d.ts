/** The invariants, checked on facts alone. Pure. */
import type { OfferBook } from './offer-book.ts';
import { type Recount } from './recount.ts';
import type { FoundLetter, StackState, WorkspaceFigures } from './words.ts';
export interface Violation {
    rule: string;
    detail: string;
    /** Events, batches, links: at most MAX_EVIDENCE of them. */
    evidence: string[];
}
export interface Facts {
    book: OfferBook;
    recount: Recount;
    figures: Map<string, WorkspaceFigures>;
    letters: FoundLetter[];
    state: StackState;
}
export interface Accounts {
    offered: number;
    accepted: number;
    /** Dropped events by reason, as found in the dead letters. */
    dropped: Record<string, number>;
    lost: number;
    /** Offered, never answered, not found: nobody vouched for them. */
    neverAnswered: number;
    /** Offered twice or more. */
    repeats: number;
    poison: number;
    violations: Violation[];
}
export declare function judge(facts: Facts): Accounts;
