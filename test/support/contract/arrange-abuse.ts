/** What the operations of the abuse desk need before their examples can succeed: something reported, something blocked, an operator. */
import type { SeedRow } from '../tenant.ts';
import type { WireLink } from '../stack.ts';
import type { Arrange, Scene } from './arrange.ts';

const LINK = 'link_01KAJ2X8Q5N7V3M9T4R6W1YB0C';
/** Named in the configuration of the local stack. */
const OPERATOR = 'operator@hopline.example';

export const ABUSE: Record<string, Arrange> = {
  'POST /abuse/reports': async (scene) => ({ body: { link: (await aLink(scene)).shortLink, reason: 'phishing' } }),
  'GET /abuse/cases': asOperator,
  'GET /abuse/log': asOperator,
  'GET /abuse/cases/{caseId}': async (scene) => ({ path: `/abuse/cases/${await aCase(scene)}` }),
  'POST /abuse/cases/{caseId}/decision': async (scene) => ({ path: `/abuse/cases/${await aCase(scene)}/decision` }),
  'POST /links/{linkId}/appeal': async (scene) => {
    const { id } = await aLink(scene);
    const sql = `UPDATE links SET settings = '{"blocked":{"since":1,"reason":"spam"}}' WHERE id = ?`;
    await write(scene, { database: 'LINKS_0', sql, values: [id] }, { database: 'LINKS_1', sql, values: [id] });
    await inForce(scene, 'link', id, 'blocked');
  },
  'POST /workspaces/{workspaceId}/appeal': async (scene) => {
    const sql = `UPDATE workspaces SET quarantined_at = 1, quarantine_reason = 'spam' WHERE id = ?`;
    await write(scene, { database: 'CONTROL', sql, values: [scene.workspaceId] });
    await inForce(scene, 'workspace', scene.workspaceId, 'quarantined');
  },
};

async function aLink({ cast, call }: Scene): Promise<WireLink> {
  return (await call('GET', `/links/info?linkId=${await cast.real(LINK)}`)).body as WireLink;
}

async function aCase(scene: Scene): Promise<string> {
  await asOperator(scene);
  const { shortLink, id } = await aLink(scene);
  await scene.call('POST', '/abuse/reports', { link: shortLink, reason: 'phishing' });
  const { body } = await scene.call('GET', `/abuse/cases?workspace=${scene.workspaceId}`);
  return (body as { id: string; linkId: string }[]).find(({ linkId }) => linkId === id)?.id ?? 'none';
}

/** The scene's person becomes the operator, in place of that of an earlier scene. */
export async function asOperator(scene: Scene): Promise<void> {
  const become = `UPDATE user SET email = ?, emailVerified = 1 WHERE id =
    (SELECT user_id FROM members WHERE workspace_id = ? AND role = 'owner')`;
  await write(
    scene,
    { database: 'CONTROL', sql: `UPDATE user SET email = id || '@former.test' WHERE email = ?`, values: [OPERATOR] },
    { database: 'CONTROL', sql: become, values: [OPERATOR, scene.workspaceId] },
  );
}

function inForce(scene: Scene, kind: string, subject: string, status: string): Promise<void> {
  const sql = `INSERT INTO abuse_cases (id, kind, subject, workspace_id, short_link, address, score, signals, origin, status, opened_at, updated_at)
    VALUES (?, ?, ?, ?, '', '', 0, '[]', 'operator', ?, 1, 1)`;
  return write(scene, {
    database: 'CONTROL',
    sql,
    values: [`case_${subject}`, kind, subject, scene.workspaceId, status],
  });
}

function write({ stack }: Scene, ...rows: SeedRow[]): Promise<void> {
  return stack.writeRows(rows);
}
