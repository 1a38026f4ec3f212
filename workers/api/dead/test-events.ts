/** Events for the tests of the proof and of dead letters, and the ledger that counts them. */
import { env } from 'cloudflare:workers';
import { enrich } from '#core/enrich/enrich.ts';
import { letterName } from '#core/dead/letter.ts';
import type { CapturedClick } from '#core/event/captured.ts';
import type { EventRow } from '#core/event/row.ts';
import { uuidv7 } from '#core/id/uuidv7.ts';
import type { LedgerRpc } from '#core/ledger/contract.ts';
import { putDeadLetter } from '#platform/r2/dead-letters.ts';
import { readEnv } from '../env.ts';

export function captured(chosen: Partial<CapturedClick> & { workspaceId: string }): CapturedClick {
  const ts = chosen.ts ?? Date.now();
  return {
    type: 'click',
    id: uuidv7(ts),
    ts,
    linkId: 'link_test',
    domain: 'go.acme.test',
    key: 'launch',
    url: 'https://acme.test/launch',
    visitor: '00000000000000ff',
    ua: 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
    referer: '',
    language: 'de-DE',
    geo: { country: 'DE', continent: 'EU', region: 'BY', city: 'Munich', asn: 3320 },
    trigger: 'link',
    signs: [],
    rule: '',
    variant: '',
    ...chosen,
  };
}

export function rowOf(event: CapturedClick): EventRow {
  const enriched = enrich(event, event.ts);
  if (!('row' in enriched)) throw new Error(`the test's event was dropped: ${enriched.dropped}`);
  return enriched.row;
}

/** The neighbour's own object, with all its methods. */
export function ledgerOf(workspaceId: string): LedgerRpc {
  return readEnv(env).ledgerOf(workspaceId) as unknown as LedgerRpc;
}

let letters = 0;

/** Kept and noted as the pipeline does it. */
export async function deadLetter(events: CapturedClick[], reason = 'retries_exhausted', day = 21): Promise<string> {
  const firstSeenAt = Date.UTC(2026, 10, day);
  const letter = {
    id: `m-${++letters}`,
    reason,
    detail: 'given up',
    from: 'hopline-events',
    attempts: 21,
    firstSeenAt,
  };
  const key = await putDeadLetter(
    (env as unknown as ApiEnv).VAULT,
    { ...letter, body: { v: 1, events } },
    firstSeenAt + 5_000,
  );
  for (const workspaceId of new Set(events.map((event) => event.workspaceId))) {
    const own = events.filter((event) => event.workspaceId === workspaceId).length;
    await ledgerOf(workspaceId).noteLetters([{ workspaceId, key, reason, events: own }]);
  }
  return letterName(key);
}
