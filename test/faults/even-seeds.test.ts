/** As odd-seeds.test.ts, with the other half of the seeds. */
import { holdsUnderFaults } from './promise.ts';

holdsUnderFaults((seed) => seed % 2 === 0);
