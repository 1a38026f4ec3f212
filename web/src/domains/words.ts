/** What the pages of short domains say: states in a word, records in a sentence. */
import type { WireDomain, WireDomainDns } from '#core/domain/wire.ts';

export type DnsRecord = WireDomainDns['records'][number];
export type Tone = 'ok' | 'warn' | 'quiet';

export interface Standing {
  tone: Tone;
  label: string;
}

/** Whether a domain answers, as far as is known without asking the DNS. */
export function standingOf({ verified, archived }: Pick<WireDomain, 'verified' | 'archived'>): Standing {
  if (!verified) return { tone: 'warn', label: 'Waiting for DNS' };
  return archived ? { tone: 'quiet', label: 'Archived' } : { tone: 'ok', label: 'In service' };
}

/** What a record is for. */
export const PURPOSE = {
  proof: 'Proves that the name is yours',
  traffic: 'Brings its visitors here',
} as const satisfies Record<DnsRecord['purpose'], string>;

export function recordStanding({ status }: Pick<DnsRecord, 'status'>): Standing {
  switch (status) {
    case 'found':
      return { tone: 'ok', label: 'Found' };
    case 'missing':
      return { tone: 'warn', label: 'Not there yet' };
    case 'different':
      return { tone: 'warn', label: 'Says something else' };
    case 'unknown':
      return { tone: 'quiet', label: 'Could not be asked' };
  }
}

/** What is still to be done, in one sentence; nothing when all records are there. */
export function missingOf(records: readonly DnsRecord[]): string | undefined {
  const open = records.filter(({ status }) => status !== 'found');
  if (open.length === 0) return undefined;
  if (open.every(({ status }) => status === 'unknown'))
    return 'The DNS could not be asked just now; we go on trying. Add the records below if you have not yet.';
  const names = open.map(({ type }) => type);
  const list = names.length === 1 ? `the ${names[0]} record` : 'both records';
  const wrong = open.some(({ status }) => status === 'different');
  return wrong
    ? `Change ${list} to what stands below. Old answers can live on in the DNS for as long as their TTL says.`
    : `Add ${list} below. A change in the DNS is usually seen within minutes, sometimes after hours.`;
}

/** Files by which apps open links of a domain by themselves. */
export type AppFile = 'appleAppSiteAssociation' | 'assetLinks';

export interface Verdict {
  /** `wrong` is refused when saved; `doubt` is taken, but the phone will not understand it. */
  tone: 'ok' | 'doubt' | 'wrong';
  text: string;
}

/** Judges what is typed, before it is saved. Undefined for nothing. */
export function judgeAppFile(file: AppFile, text: string): Verdict | undefined {
  if (text.trim() === '') return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { tone: 'wrong', text: `This is not JSON: ${(error as Error).message}` };
  }
  return file === 'assetLinks' ? judgeAssetLinks(value) : judgeAssociation(value);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

/** Ten letters or digits of the team, a dot, the bundle. */
const APP_ID = /^[A-Z0-9]{10}\.[A-Za-z0-9.-]+$/;

function judgeAssociation(value: unknown): Verdict {
  if (!isObject(value)) return { tone: 'wrong', text: 'It must be a JSON object: { "applinks": … }.' };
  const { applinks } = value;
  if (!isObject(applinks) || !Array.isArray(applinks['details']))
    return { tone: 'doubt', text: 'There is no “applinks.details”: iPhones will not open links in an app.' };
  const ids = applinks['details']
    .filter(isObject)
    .flatMap((detail) => [...textsOf(detail['appIDs']), ...textsOf([detail['appID']])]);
  if (ids.length === 0) return { tone: 'doubt', text: 'No app is named: “details” needs “appIDs”.' };
  const odd = ids.find((id) => !APP_ID.test(id));
  return odd === undefined
    ? { tone: 'ok', text: `Opens ${ids.join(', ')}.` }
    : { tone: 'doubt', text: `“${odd}” does not look like an app ID: ABCDE12345.com.acme.app.` };
}

/** 32 bytes in hex, with colons between. */
const FINGERPRINT = /^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/i;

function judgeAssetLinks(value: unknown): Verdict {
  if (!Array.isArray(value)) return { tone: 'wrong', text: 'It must be a JSON list of statements: [ { … } ].' };
  const targets = value.filter(isObject).map(({ target }) => (isObject(target) ? target : {}));
  const apps = targets.filter(({ namespace }) => namespace === 'android_app');
  if (apps.length === 0)
    return { tone: 'doubt', text: 'No statement is about an “android_app”: Android will not open links in an app.' };
  for (const app of apps) {
    const name = textsOf([app['package_name']])[0];
    if (name === undefined) return { tone: 'doubt', text: 'A statement names no “package_name”.' };
    const prints = textsOf(app['sha256_cert_fingerprints']);
    if (prints.length === 0 || !prints.every((print) => FINGERPRINT.test(print)))
      return { tone: 'doubt', text: `${name} needs “sha256_cert_fingerprints”: 32 bytes in hex with colons between.` };
  }
  return { tone: 'ok', text: `Opens ${apps.map((app) => String(app['package_name'])).join(', ')}.` };
}
