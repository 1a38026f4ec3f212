/** Seeded faults against the whole stack: nothing that was answered is lost, nothing is counted twice. `npm run faults` says more. */
import { holdsUnderFaults } from './promise.ts';

holdsUnderFaults(1);
