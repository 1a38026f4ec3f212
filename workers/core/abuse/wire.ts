/** The abuse desk as the API shows and takes it. */
import { z } from 'zod';
import { isoDate } from '../schema/date.ts';
import { integerParam } from '../schema/params.ts';
import { MAX_APPEAL_CHARS, MIN_APPEAL_CHARS, type Standing } from './appeal.ts';
import {
  type AbuseCase,
  type AbuseReport,
  type Appeal,
  BLOCK_REASONS,
  CASE_KINDS,
  CASE_ORIGINS,
  CASE_STATUSES,
  type DeskEntry,
} from './case.ts';
import { DECISIONS } from './decide.ts';
import { MAX_NOTE_CHARS, MAX_REPORTED_CHARS } from './report.ts';
import { MAX_SCORE } from './score.ts';
import { SIGN_NAMES, SIGNS } from './signal.ts';

const time = (description: string) =>
  z.string().meta({ description: `${description} ISO 8601.`, examples: ['2026-11-21T12:00:00.000Z'] });
const reason = z.enum(BLOCK_REASONS);
const reasons = 'phishing, malware, spam, illegal or other.';

export const reportSchema = z
  .strictObject({
    link: z
      .string()
      .trim()
      .min(1)
      .max(MAX_REPORTED_CHARS)
      .meta({ description: 'The short address, as it was received.', examples: ['https://go.acme.com/launch'] }),
    reason: reason.meta({ description: `What is wrong with it: ${reasons}`, examples: ['phishing'] }),
    note: z
      .string()
      .trim()
      .max(MAX_NOTE_CHARS)
      .default('')
      .meta({ description: 'Anything that helps.', examples: ['It came in a mail that says it is from my bank.'] }),
  })
  .meta({ id: 'ReportLink' });

export const receivedSchema = z
  .object({ received: z.literal(true).meta({ examples: [true] }) })
  .meta({ id: 'ReportReceived' });

const blockSchema = z
  .object({ since: time('Since when.'), reason: reason.meta({ examples: ['phishing'] }) })
  .meta({ id: 'Block', description: 'A block by those who run this instance.' });

const appealSchema = z
  .object({
    text: z.string().meta({ examples: ['The page is our own: see the imprint.'] }),
    createdAt: time('When it was made.'),
    outcome: z
      .enum(['granted', 'refused'])
      .nullable()
      .meta({ description: 'Null while it waits.', examples: [null] }),
    answer: z.string().meta({ description: 'What was answered.', examples: [''] }),
    decidedAt: z
      .string()
      .nullable()
      .meta({ examples: [null] }),
  })
  .meta({ id: 'Appeal' });

export const standingSchema = z
  .object({
    blocked: blockSchema.nullable().meta({ description: 'Null for what is not blocked.' }),
    appeal: appealSchema.nullable().meta({ description: 'The newest appeal; null without any.' }),
  })
  .meta({ id: 'BlockStanding' });

export const appealInputSchema = z
  .strictObject({
    text: z
      .string()
      .trim()
      .min(MIN_APPEAL_CHARS)
      .max(MAX_APPEAL_CHARS)
      .meta({ description: 'Why the block is wrong.', examples: ['The page is our own: see the imprint.'] }),
  })
  .meta({ id: 'MakeAppeal' });

const signalSchema = z
  .object({
    sign: z.enum(SIGN_NAMES).meta({ examples: ['lookalike'] }),
    weight: z
      .number()
      .int()
      .meta({ description: 'Points of a hundred.', examples: [60] }),
    detail: z.string().meta({ examples: ['"paypa1" reads as paypal'] }),
    means: z.string().meta({ description: 'What the sign says.', examples: [SIGNS.lookalike.means] }),
  })
  .meta({ id: 'AbuseSignal' });

export const caseSchema = z
  .object({
    id: z.string().meta({ examples: ['case_01KAJ2X8Q5N7V3M9T4R6W1YB0C'] }),
    kind: z.enum(CASE_KINDS).meta({ description: '`attempt`: a link that was not made.', examples: ['link'] }),
    status: z.enum(CASE_STATUSES).meta({ examples: ['open'] }),
    workspaceId: z.string(),
    linkId: z.string().nullable(),
    shortLink: z
      .string()
      .meta({ description: '`domain/key` when the case was opened.', examples: ['go.acme.com/launch'] }),
    address: z.string().meta({ description: 'What speaks against it.', examples: ['https://paypa1.example/login'] }),
    score: z
      .number()
      .int()
      .meta({ description: `0 to ${MAX_SCORE}: the sum of the weights.`, examples: [75] }),
    priority: z
      .number()
      .int()
      .meta({ description: 'The score with the reports; the queue is in this order.', examples: [85] }),
    signals: z.array(signalSchema),
    origin: z.enum(CASE_ORIGINS).meta({ examples: ['created'] }),
    reason: reason.nullable().meta({ description: 'Of a decision.', examples: [null] }),
    reports: z
      .number()
      .int()
      .meta({ examples: [1] }),
    times: z
      .number()
      .int()
      .meta({ description: 'How often it was found.', examples: [1] }),
    openedAt: time('When it was opened.'),
    updatedAt: time('When it last changed.'),
    decidedAt: z
      .string()
      .nullable()
      .meta({ examples: [null] }),
  })
  .meta({ id: 'AbuseCase' });

const entrySchema = z
  .object({
    id: z.string().meta({ examples: ['aud_01KAJ2X8Q5N7V3M9T4R6W1YB0C'] }),
    caseId: z.string().meta({ examples: ['case_01KAJ2X8Q5N7V3M9T4R6W1YB0C'] }),
    actor: z.string().meta({ description: '`user:…`, `token:…`, `system:…` or `visitor`.' }),
    action: z.string().meta({ examples: ['case.block'] }),
    before: z
      .string()
      .nullable()
      .meta({ examples: ['open'] }),
    after: z
      .string()
      .nullable()
      .meta({ examples: ['blocked'] }),
    note: z.string().meta({ examples: ['Copies the sign-in page of a bank.'] }),
    requestId: z.string().meta({ examples: ['0199b1c2-7a4e-7c31-9f0e-2b6d8a5c4e10'] }),
    createdAt: time('When.'),
  })
  .meta({ id: 'DeskEntry' });

export const deskLogSchema = z.array(entrySchema);

export const caseDetailSchema = caseSchema
  .extend({
    workspace: z
      .object({
        name: z.string(),
        slug: z.string(),
        createdAt: time('When it was founded.'),
        quarantined: z.boolean().meta({ examples: [false] }),
      })
      .nullable()
      .meta({ description: 'Null when it is gone.' }),
    found: z
      .array(
        z.object({
          reason,
          note: z.string().meta({ examples: ['It asks for my password.'] }),
          createdAt: time('When it came in.'),
        }),
      )
      .meta({ description: 'What was reported, newest first, at most 100.' }),
    appeals: z.array(appealSchema),
    history: z.array(entrySchema).meta({ description: 'Newest first, at most 100.' }),
  })
  .meta({ id: 'AbuseCaseDetail' });

export const caseQuerySchema = z.object({
  status: z
    .enum(CASE_STATUSES)
    .optional()
    .meta({ description: 'Without it: those that wait for somebody, `open` and `appealed`.', examples: ['open'] }),
  kind: z
    .enum(CASE_KINDS)
    .optional()
    .meta({ examples: ['link'] }),
  minScore: integerParam(0, MAX_SCORE, 'Only cases with at least this score.').optional(),
  // `workspaceId` says in which workspace one acts; nobody acts in one here.
  workspace: z
    .string()
    .max(100)
    .optional()
    .meta({ description: 'Only cases of this workspace, by id.', examples: ['ws_01KAJ2X8Q5N7V3M9T4R6W1YB0C'] }),
  startingAfter: z.string().max(100).optional().meta({ description: 'Cursor: the id of the last case seen.' }),
  pageSize: integerParam(1, 100, 'Cases per page.').prefault('50'),
});

export const logQuerySchema = z.object({
  startingAfter: z.string().max(100).optional().meta({ description: 'Cursor: the id of the last entry seen.' }),
  pageSize: integerParam(1, 100, 'Entries per page.').prefault('50'),
});

export const decisionSchema = z
  .strictObject({
    action: z.enum(DECISIONS).meta({
      description:
        '`dismiss` an open case; `block` its link; `quarantine` its workspace; `lift` what is in force; `uphold` it after an appeal.',
      examples: ['block'],
    }),
    reason: reason
      .optional()
      .meta({ description: 'Told to the owner; required by `block` and `quarantine`.', examples: ['phishing'] }),
    note: z
      .string()
      .trim()
      .max(MAX_NOTE_CHARS)
      .default('')
      .meta({
        description: 'For the log; with an appeal it is the answer to the owner.',
        examples: ['Copies the sign-in page of a bank.'],
      }),
    listHost: z
      .boolean()
      .default(false)
      .meta({
        description: 'With `block`: nothing on the host of the address can be shortened from now on.',
        examples: [false],
      }),
  })
  .meta({ id: 'DecideCase' });

export function toWireStanding({ blocked, appeal }: Standing): z.infer<typeof standingSchema> {
  return {
    blocked: blocked && { since: isoTime(blocked.since), reason: blocked.reason },
    appeal: appeal && toWireAppeal(appeal),
  };
}

export function toWireCase(found: AbuseCase): z.infer<typeof caseSchema> {
  const { subject: _subject, signals, openedAt, updatedAt, decidedAt, ...rest } = found;
  return {
    ...rest,
    signals: signals.map((each) => ({ ...each, means: SIGNS[each.sign]?.means ?? '' })),
    openedAt: isoTime(openedAt),
    updatedAt: isoTime(updatedAt),
    decidedAt: isoDate(decidedAt),
  };
}

export function toWireAppeal({ text, createdAt, outcome, answer, decidedAt }: Appeal): z.infer<typeof appealSchema> {
  return { text, outcome, answer, createdAt: isoTime(createdAt), decidedAt: isoDate(decidedAt) };
}

/** Who reported is nobody's business, not even in a hash. */
export function toWireReport({ reason: why, note, createdAt }: AbuseReport) {
  return { reason: why, note, createdAt: isoTime(createdAt) };
}

export function toWireEntry({ ipHash: _ipHash, createdAt, ...entry }: DeskEntry): z.infer<typeof entrySchema> {
  return { ...entry, createdAt: isoTime(createdAt) };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

export type WireCase = z.infer<typeof caseSchema>;
export type WireCaseDetail = z.infer<typeof caseDetailSchema>;
export type WireStanding = z.infer<typeof standingSchema>;
