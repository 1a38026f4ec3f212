/** Brings enriched rows to the ledgers that count them, and tells which messages are safe. */
import type { EventRow } from '#core/event/row.ts';
import type { AppendResult, LedgerRpc } from '#core/ledger/contract.ts';
import { MAX_EVENTS_PER_APPEND } from '#core/ledger/limits.ts';

/** The rows of one message (or of any other unit that is acknowledged as a whole). */
export interface Parcel {
  rows: EventRow[];
}

export interface Appended {
  counted: AppendResult;
  /** Parcels with at least one row that no ledger has accepted, with the first error met. */
  failed: Map<Parcel, unknown>;
}

export interface Ledgers {
  /** Name of the ledger that counts a workspace. */
  nameOf(workspaceId: string): string;
  get(name: string): Pick<LedgerRpc, 'append'>;
}

/** One call per ledger and MAX_EVENTS_PER_APPEND rows, all at once. A ledger that fails takes only its own parcels with it. */
export async function appendRows(parcels: readonly Parcel[], ledgers: Ledgers): Promise<Appended> {
  const appended: Appended = { counted: { accepted: 0, duplicates: 0 }, failed: new Map() };
  await Promise.all(
    callsFor(parcels, ledgers).map(async ({ ledger, rows, from }) => {
      try {
        const { accepted, duplicates, moving } = await ledgers.get(ledger).append(rows);
        appended.counted.accepted += accepted;
        appended.counted.duplicates += duplicates;
        if (moving) noteMoving(appended, from, new Set(moving));
      } catch (error) {
        for (const parcel of from) appended.failed.set(parcel, appended.failed.get(parcel) ?? error);
      }
    }),
  );
  return appended;
}

/** Only parcels with rows of a workspace on the move come again. */
function noteMoving({ failed }: Appended, from: ReadonlySet<Parcel>, moving: ReadonlySet<string>): void {
  for (const parcel of from) {
    const row = parcel.rows.find(({ workspace_id: workspaceId }) => moving.has(workspaceId));
    if (row) failed.set(parcel, failed.get(parcel) ?? new Error(`${row.workspace_id} is moving to another ledger`));
  }
}

interface Call {
  ledger: string;
  rows: EventRow[];
  from: Set<Parcel>;
}

function callsFor(parcels: readonly Parcel[], ledgers: Ledgers): Call[] {
  const calls: Call[] = [];
  const open = new Map<string, Call>();
  for (const parcel of parcels) {
    for (const row of parcel.rows) {
      const ledger = ledgers.nameOf(row.workspace_id);
      let call = open.get(ledger);
      if (!call || call.rows.length >= MAX_EVENTS_PER_APPEND) {
        call = { ledger, rows: [], from: new Set() };
        open.set(ledger, call);
        calls.push(call);
      }
      call.rows.push(row);
      call.from.add(parcel);
    }
  }
  return calls;
}
