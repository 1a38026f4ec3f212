/** As seeds-1-of-4.test.ts, with another quarter of the seeds. */
import { holdsUnderFaults } from './promise.ts';

holdsUnderFaults(4);
