/** The whole way of a harmful link: somebody reports it, an operator blocks it, visitors are kept from it, its owner appeals, it is lifted. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type Person, signUp } from '../support/person.ts';
import { TestStack, type WireLink } from '../support/stack.ts';
import { BERLIN } from '../support/visit.ts';
import type { Tenant } from '../support/tenant.ts';

/** Named in the configuration of the local stack. */
const OPERATOR = 'operator@hopline.example';

let stack: TestStack;
let owner: Tenant;
let operator: Person;
let link: WireLink;

beforeAll(async () => {
  stack = await TestStack.start();
  owner = await stack.seedTenant();
  operator = await signUp(stack);
  const become = 'UPDATE user SET email = ?, emailVerified = 1 WHERE id = ?';
  await stack.writeRows([{ database: 'CONTROL', sql: become, values: [OPERATOR, operator.userId] }]);
  link = await stack.createLink(owner, { url: 'https://example.com/bait', key: 'bait' });
});
afterAll(() => stack?.stop());

interface Case {
  id: string;
  status: string;
  linkId: string;
}

const queue = async (): Promise<Case[]> =>
  (await operator.call('GET', `/abuse/cases?workspace=${owner.workspaceId}`)).body as Case[];
async function decide(caseId: string, decision: object): Promise<string> {
  const { status, body } = await operator.call('POST', `/abuse/cases/${caseId}/decision`, decision);
  expect([status, body]).toEqual([200, expect.anything()]);
  return (body as Case).status;
}
const statusOfVisit = async (): Promise<number> => (await stack.visit(link, BERLIN)).status;

it('goes from a report to a block within a minute, and by an appeal back into service', async () => {
  const form = { link: `${link.shortLink}+`, reason: 'phishing', note: 'It asks for my password.' };
  const reported = await fetch(`${stack.apiUrl}/abuse/report`, { method: 'POST', body: new URLSearchParams(form) });
  expect([reported.status, await reported.text()]).toEqual([200, expect.stringContaining('Thank you')]);
  const [found] = await queue();
  expect(found).toMatchObject({ status: 'open', linkId: link.id });

  expect(await decide(found!.id, { action: 'block', reason: 'phishing' })).toBe('blocked');
  await eventually(async () => expect(await statusOfVisit()).toBe(451));

  const appeal = { text: 'It is our own page: see its imprint.' };
  expect((await stack.api(owner)('POST', `/links/${link.id}/appeal`, appeal)).status).toBe(200);
  expect(await queue()).toMatchObject([{ id: found!.id, status: 'appealed' }]);
  expect(await decide(found!.id, { action: 'lift', note: 'You are right.' })).toBe('dismissed');
  await eventually(async () => expect(await statusOfVisit()).toBe(302));
});
