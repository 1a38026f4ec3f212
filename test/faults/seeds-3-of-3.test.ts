/** As seeds-1-of-3.test.ts, with another third of the seeds. */
import { holdsUnderFaults } from './promise.ts';

holdsUnderFaults(3);
