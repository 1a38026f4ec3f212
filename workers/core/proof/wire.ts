/** The proof as the api shows it. */
import { z } from 'zod';
import { integerParam } from '../schema/params.ts';
import { ROLLUPS } from '../rollup/repair.ts';
import { DAY_STATUSES } from './audit-days.ts';

/** Raw is counted id by id; more days at once are a job for several calls. */
const MAX_AUDIT_DAYS = 90;
const DEFAULT_AUDIT_DAYS = 30;

const count = z.number().int();

export const auditQuerySchema = z.object({
  days: integerParam(1, MAX_AUDIT_DAYS, 'How many UTC days, today included.').default(DEFAULT_AUDIT_DAYS),
});

/** Judged by the verb, after the scope. */
export const dayParamSchema = z.object({ day: z.string().max(100).meta({ example: '2027-01-31' }) });

export const auditedDaySchema = z
  .object({
    day: z.string().meta({ description: 'UTC day on which the events happened.' }),
    accepted: count.meta({ description: 'Counted by the ledger, each event once.' }),
    waiting: count.meta({ description: 'Of the accepted ones, not yet known to be stored.' }),
    raw: count.meta({ description: 'Different event ids in the raw table.' }),
    hourly: count,
    daily: count,
    hourlyDimensions: count,
    dailyDimensions: count,
    status: z.enum(DAY_STATUSES).meta({
      description:
        '`balanced`: all numbers are the same. `catching_up`: events of the day are on their way. `broken`: they do not add up; a repair is due.',
    }),
  })
  .meta({ id: 'AuditedDay' });

export const receiptSchema = z
  .object({
    accepted: count.meta({ description: 'Events counted once each, since the beginning: `stored + waiting`.' }),
    stored: count,
    waiting: count,
    waitingComplete: z.boolean().meta({ description: 'False when so much waits that `waiting` is a lower bound.' }),
    oldestWaitingMs: count,
    dead: count.meta({ description: 'Events in dead letters that nobody has sent again.' }),
    dropped: z.record(z.string(), count).meta({ description: 'Events that must not be counted, by reason.' }),
    replayed: count.meta({ description: 'Events of dead letters that were sent again.' }),
    breaker: z.enum(['closed', 'open', 'half-open']),
    capture: z
      .object({
        by_ledger: count.meta({ description: 'Kept by the ledger directly.' }),
        by_spill: count.meta({ description: 'Kept in the vault, and counted from there.' }),
        lost: count.meta({ description: 'Kept by nobody.' }),
        refused: count.meta({ description: 'Kept by nobody; in strict mode the visitor was asked to come again.' }),
      })
      .meta({ description: 'Clicks that the queue would not take, by what became of them.' }),
  })
  .meta({ id: 'Receipt' });

export const correctionSchema = z
  .object({
    rollup: z.enum(ROLLUPS),
    keys: count.meta({ description: 'Rows that were wrong.' }),
    events: count.meta({ description: 'Sum of the signed corrections.' }),
    digest: z.string(),
  })
  .meta({ id: 'Correction' });
