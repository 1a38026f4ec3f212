/** Reads an A/B test: variants whose shares make 100, and the time in which they are served. */
import { refusal } from '../../error/refuse.ts';
import { parseDate } from '../../schema/date.ts';
import type { UpdateLinkInput } from '../input.ts';
import type { LinkSettings } from '../link.ts';
import { parseDestination } from './destination.ts';

type Split = NonNullable<LinkSettings['split']>;
/** Shares are typed by people: 33.3 + 33.3 + 33.4 has to count as 100. */
const SHARE_TOLERANCE = 0.01;

/** The next split: undefined leaves it, null removes it. Dates without variants are refused. */
export function parseSplit(current: Split | undefined, input: UpdateLinkInput): Split | null | undefined {
  const { testVariants, testStartedAt, testCompletedAt } = input;
  if (testVariants === null) return null;
  const variants = testVariants === undefined ? current?.variants : parseVariants(testVariants);
  if (!variants) {
    if (testStartedAt || testCompletedAt)
      throw refusal('testVariants', 'is required when testStartedAt or testCompletedAt is given');
    return undefined;
  }
  const from = readDate('testStartedAt', testStartedAt, current?.from);
  const until = readDate('testCompletedAt', testCompletedAt, current?.until);
  if (from !== undefined && until !== undefined && from >= until) {
    throw refusal('testCompletedAt', 'must be later than testStartedAt', testCompletedAt);
  }
  return { variants, ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
}

function parseVariants(input: NonNullable<UpdateLinkInput['testVariants']>): Split['variants'] {
  const total = input.reduce((sum, variant) => sum + variant.percentage, 0);
  if (Math.abs(total - 100) > SHARE_TOLERANCE)
    throw refusal('testVariants', 'percentages must make 100 together', total);
  return input.map((variant, index) => ({
    id: String(index + 1),
    url: parseDestination(`testVariants.${index}.url`, variant.url),
    weight: variant.percentage,
  }));
}

function readDate(field: string, value: string | null | undefined, current: number | undefined): number | undefined {
  if (value === undefined) return current;
  return value === null || value === '' ? undefined : parseDate(field, value);
}
