/** The token in a mail's last line: it ends this report for this address, without a sign-in, and can do nothing else. */
import { jobActor } from '../access/actor.ts';
import { auditEntry } from '../audit/entry.ts';
import { AppError } from '../error/app-error.ts';
import type { DueSchedules, Schedule } from './schedule.ts';

const encoder = new TextEncoder();
const TOKEN = /^([A-Za-z0-9_-]{1,600})\.([A-Za-z0-9_-]{43})$/;

const toText = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
const toBytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));

/** `{schedule and address}.{HMAC-SHA-256}`, both in base64url. @param secret of the instance. */
export async function signUnsubscribe(secret: string, scheduleId: string, address: string): Promise<string> {
  const payload = encoder.encode(JSON.stringify([scheduleId, address]));
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', await keyOf(secret), payload));
  return `${toText(payload)}.${toText(mac)}`;
}

export interface Subscription {
  address: string;
  /** Undefined when nobody gets the report any more. */
  report: Pick<Schedule, 'id' | 'workspaceId' | 'name' | 'cadence'> | undefined;
  /** Whether the next report goes to the address. */
  isOn: boolean;
}

type Keeper = Pick<DueSchedules, 'byId' | 'unsubscribe'>;

/** What a token would end; changes nothing. Throws `not_found` for a token that is not ours. */
export async function subscriptionOf(schedules: Keeper, secret: string, token: string): Promise<Subscription> {
  const [id, address] = await read(secret, token);
  const report = await schedules.byId(id);
  const isOn = report !== undefined && report.recipients.includes(address) && !report.unsubscribed.includes(address);
  return { address, report, isOn };
}

/** Ends it, or finds it ended: mail programs and people ask more than once. Throws `not_found` for a token that is not ours. */
export async function unsubscribe(
  schedules: Keeper,
  secret: string,
  token: string,
  at: { requestId: string; nowMs: number },
): Promise<Subscription> {
  const subscription = await subscriptionOf(schedules, secret, token);
  const { report, address } = subscription;
  if (report) {
    const actor = { ...jobActor('unsubscribe', report.workspaceId, 0), requestId: at.requestId };
    const entry = auditEntry(actor, 'schedule.unsubscribe', report.id, { after: { address } }, at.nowMs);
    await schedules.unsubscribe(report.id, address, entry);
  }
  return { ...subscription, isOn: false };
}

async function read(secret: string, token: string): Promise<[string, string]> {
  const [, payload, mac] = TOKEN.exec(token) ?? [];
  const bytes = payload === undefined ? undefined : toBytes(payload);
  if (!bytes || !mac || !(await crypto.subtle.verify('HMAC', await keyOf(secret), toBytes(mac), bytes)))
    throw new AppError('not_found', 'This link is not whole. Open it from the mail again.');
  return JSON.parse(new TextDecoder().decode(bytes)) as [string, string];
}

/** A key of its own: what another part of the product signs with the same secret opens nothing here. */
function keyOf(secret: string): Promise<CryptoKey> {
  const bytes = encoder.encode(`unsubscribe ${secret}`);
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
}
