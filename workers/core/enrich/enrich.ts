/** From a captured event to the row that is stored: a list of named steps. Read this file to know what enrichment does. */
import type { CapturedEvent } from '../event/captured.ts';
import type { CapturedConversion } from '../event/conversion.ts';
import type { EventRow } from '../event/row.ts';
import { DEFAULT_POLICY, draftOf, type DropReason, type EnrichPolicy, type Step } from './draft.ts';
import { conversionRow } from './conversion.ts';
import { putClass } from './event-class.ts';
import { putOriginClass } from './origin-class.ts';
import { putPlace } from './place.ts';
import { putReferer } from './referer.ts';
import { putSource } from './source/put-source.ts';
import { dropTimeOutOfRange, timeRefusal } from './time-range.ts';
import { putUserAgent } from './user-agent.ts';
import { putUtm } from './utm.ts';
import { putLanguage, putVisitor } from './visitor.ts';

/** Order matters: later steps read what earlier ones put. */
const STEPS: readonly Step[] = [
  dropTimeOutOfRange,
  putVisitor,
  putLanguage,
  putPlace,
  putUserAgent,
  putClass,
  putReferer,
  putOriginClass,
  putUtm,
  putSource,
];

export type Enriched = { row: EventRow } | { dropped: DropReason };

/** @param now Unix milliseconds. Deterministic: the same event at the same `now` under the same policy gives the same row. */
export function enrich(event: CapturedEvent, now: number, policy: EnrichPolicy = DEFAULT_POLICY): Enriched {
  if (isConversion(event)) {
    const dropped = timeRefusal(event.ts, now);
    return dropped ? { dropped } : { row: conversionRow(event, now) };
  }
  const draft = draftOf(event, now, policy);
  for (const step of STEPS) {
    const dropped = step(draft);
    if (dropped) return { dropped };
  }
  return { row: draft.row };
}

/** Everything else is a visit, whether it led somewhere or not. */
function isConversion(event: CapturedEvent): event is CapturedConversion {
  return event.type === 'lead' || event.type === 'sale';
}
