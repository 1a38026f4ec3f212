/** Runs imports in tests as a client does: open, send the file, wait until it is over. */
import type { WireImport } from '#core/import/wire.ts';
import { eventually } from '../../../test/support/eventually.ts';
import type { Tenant } from '../../../test/support/tenant.ts';
import { callAs, fetchApi } from '../test-client.ts';

const OVER = new Set(['done', 'checked', 'failed', 'canceled', 'paused']);

export function upload(tenant: Tenant, id: string, file: string | Uint8Array<ArrayBuffer>): Promise<Response> {
  const body = typeof file === 'string' ? new TextEncoder().encode(file) : file;
  const headers = { authorization: `Bearer ${tenant.token}`, 'content-length': String(body.byteLength) };
  return fetchApi(`/imports/${id}/file`, { method: 'PUT', headers, body });
}

export async function settled(tenant: Tenant, id: string): Promise<WireImport> {
  return eventually(async () => {
    const { body } = await callAs(tenant)<WireImport>('GET', `/imports/${id}`);
    if (!OVER.has(body.state)) throw new Error(`${id} is ${body.state} at line ${body.lines}`);
    return body;
  });
}

/** The whole of an import. Throws with the answer when it cannot begin. */
export async function runWhole(
  tenant: Tenant,
  options: Record<string, unknown>,
  file: string | Uint8Array<ArrayBuffer>,
): Promise<WireImport> {
  const { status, body } = await callAs(tenant)<WireImport>('POST', '/imports', options);
  if (status !== 200) throw new Error(JSON.stringify(body));
  const sent = await upload(tenant, body.id, file);
  if (sent.status !== 200) throw new Error(await sent.text());
  await sent.body?.cancel();
  return settled(tenant, body.id);
}

export async function errorsOf(tenant: Tenant, id: string): Promise<string> {
  const answer = await fetchApi(`/imports/${id}/errors`, { headers: { authorization: `Bearer ${tenant.token}` } });
  return answer.text();
}
