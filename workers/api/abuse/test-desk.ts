/** The abuse desk in tests: an operator, whom the tests' configuration names; reports from networks of their own; blocked links. */
import type { WireCase, WireCaseDetail } from '#core/abuse/wire.ts';
import type { WireLink } from '#core/link/wire.ts';
import { testEnv } from '../../../test/support/worker/env.ts';
import { owner, type Owner } from '../audit/test-scripts.ts';
import { signIn, signUp, type TestPerson } from '../auth/test-person.ts';
import { request } from '../test-client.ts';

const OPERATOR = 'operator@hopline.example';

export type Refusal = { error: { code: string; message: string } };

/** The same person each time. */
export async function operator(): Promise<TestPerson> {
  const person = await signUp({ email: OPERATOR }).catch(() => signIn(OPERATOR));
  await confirm(true);
  return person;
}

export async function confirm(isConfirmed: boolean): Promise<void> {
  await testEnv.CONTROL.prepare('UPDATE user SET emailVerified = ? WHERE email = ?')
    .bind(isConfirmed ? 1 : 0, OPERATOR)
    .run();
}

let networks = 0;

/** From a network of its own unless said otherwise. */
export function report(link: string, more: object = {}, from = `203.0.113.${++networks}`) {
  return request<Refusal>(
    'POST',
    '/abuse/reports',
    { 'cf-connecting-ip': from },
    { link, reason: 'phishing', ...more },
  );
}

export async function aLink(person: Owner, url = `https://${crypto.randomUUID()}.example/`): Promise<WireLink> {
  return (await person.call<WireLink>('POST', '/links', { url })).body;
}

/** The record that the edge reads. */
export async function recordOf(link: WireLink): Promise<{ blocked?: true } | null> {
  const { ROUTES } = testEnv as unknown as ApiEnv;
  return JSON.parse((await ROUTES.get(`link:${link.domain}/${link.key}`)) ?? 'null') as { blocked?: true } | null;
}

export class TestDesk {
  readonly person: TestPerson;

  private constructor(person: TestPerson) {
    this.person = person;
  }

  static async open(): Promise<TestDesk> {
    return new TestDesk(await operator());
  }

  /** Those that wait, unless the query says otherwise. */
  async casesOf({ workspaceId }: Owner, query = ''): Promise<WireCase[]> {
    return (await this.person.call<WireCase[]>('GET', `/abuse/cases?workspace=${workspaceId}${query}`)).body;
  }

  decide(caseId: string, decision: object) {
    return this.person.call<WireCaseDetail & Refusal>('POST', `/abuse/cases/${caseId}/decision`, decision);
  }

  /** A reported link of an owner of its own, with its case. */
  async reported() {
    const person = await owner();
    const link = await aLink(person);
    await report(link.shortLink);
    const [found] = await this.casesOf(person);
    return { person, link, caseId: found?.id ?? '' };
  }

  async blocked() {
    const reported = await this.reported();
    await this.decide(reported.caseId, { action: 'block', reason: 'phishing', note: 'Copies a bank.' });
    return reported;
  }
}
