/** Makes, lists, changes and ends reports by mail. */
import { type Actor, requireScope } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import { seesEveryFolder } from '../folder/access.ts';
import { newEntityId } from '../id/entity-id.ts';
import { nextDue } from './due.ts';
import { MAX_SCHEDULES, type Schedule, type ScheduleContext } from './schedule.ts';
import { type CreateScheduleInput, presentSchedule, type UpdateScheduleInput, type WireSchedule } from './wire.ts';

export async function listSchedules({ actor, schedules }: ScheduleContext): Promise<WireSchedule[]> {
  requireScope(actor, 'analytics.read');
  return (await schedules.all()).map(presentSchedule);
}

export async function createSchedule(context: ScheduleContext, input: CreateScheduleInput): Promise<WireSchedule> {
  const { actor, schedules, now } = context;
  requireScope(actor, 'links.write');
  requireScope(actor, 'analytics.read');
  if ((await schedules.all()).length >= MAX_SCHEDULES)
    throw new AppError(
      'forbidden',
      `A workspace can have ${MAX_SCHEDULES} reports by mail. Delete one that is not read.`,
    );
  const at = now();
  const { timezone, filters = {}, ...rest } = input;
  const schedule: Schedule = {
    ...rest,
    id: newEntityId('schedule', at),
    workspaceId: schedules.workspaceId,
    zone: timezone,
    filters,
    unsubscribed: [],
    nextAt: nextDue({ ...rest, zone: timezone }, at),
    createdBy: actor.userId,
    seesAll: seesEveryFolder(actor),
    createdAt: at,
    updatedAt: at,
  };
  const shown = presentSchedule(schedule);
  await schedules.insert(schedule, auditEntry(actor, 'schedule.create', schedule.id, { after: shown }, at));
  return shown;
}

/** What was missed while it was paused is not sent afterwards. Throws `not_found`. */
export async function updateSchedule(
  context: ScheduleContext,
  id: string,
  input: UpdateScheduleInput,
): Promise<WireSchedule> {
  const { actor, schedules, now } = context;
  requireScope(actor, 'links.write');
  const before = await findSchedule(context, id);
  const at = now();
  const { timezone, filters, ...given } = input;
  const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const changed: Schedule = {
    ...before,
    ...(changes as Partial<Schedule>),
    zone: timezone ?? before.zone,
    filters: filters === undefined ? before.filters : (filters ?? {}),
    ...eyesOf(actor, before, input),
    updatedAt: at,
  };
  const after = { ...changed, nextAt: nextDue(changed, at) };
  const change = { before: presentSchedule(before), after: presentSchedule(after) };
  if (!(await schedules.update(after, auditEntry(actor, 'schedule.update', id, change, at)))) throw unknownSchedule();
  return presentSchedule(after);
}

/** Who widens a report answers for it: from then on it shows what this person may see, not what its maker may. */
function eyesOf(actor: Actor, before: Schedule, { recipients, filters }: UpdateScheduleInput): Partial<Schedule> {
  const known = new Set(before.recipients);
  const isWider = filters !== undefined || recipients?.some((address) => !known.has(address)) === true;
  return isWider ? { createdBy: actor.userId, seesAll: seesEveryFolder(actor) } : {};
}

/** Throws `not_found`. */
export async function removeSchedule(context: ScheduleContext, id: string): Promise<{ id: string }> {
  const { actor, schedules, now } = context;
  requireScope(actor, 'links.write');
  const before = presentSchedule(await findSchedule(context, id));
  await schedules.remove(id, auditEntry(actor, 'schedule.delete', id, { before }, now()));
  return { id };
}

/** Throws `not_found`. */
export async function findSchedule({ schedules }: ScheduleContext, id: string): Promise<Schedule> {
  const schedule = await schedules.find(id);
  if (!schedule) throw unknownSchedule();
  return schedule;
}

export function unknownSchedule(): AppError {
  return new AppError('not_found', 'No report by mail of this workspace has this id.');
}
