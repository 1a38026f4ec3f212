import { expect, it } from 'vitest';
import { row } from '../testing/click.ts';
import { drainUntilIdle, inRoom } from '../testing/ledger-room.ts';
import { StoreModel } from '../testing/store-model.ts';
import { dataVersion } from './data-version.ts';

it('names the same data alike, and different data differently, whatever other workspaces do and whenever memory is lost', async () => {
  await inRoom(new StoreModel(), async (room) => {
    const version = () => dataVersion(room, 'ws_own', 'ledger-0', []);
    const count = (workspaceId: string, events: number) =>
      room.book.commit([Array.from({ length: events }, () => row({ workspaceId }))], room.time);
    const seen = new Set([version()]);
    for (let round = 1; round <= 4; round++) {
      count('ws_own', round);
      await drainUntilIdle(room);
      const stored = version();
      expect(seen.has(stored)).toBe(false);
      seen.add(stored);
      count('ws_other', 3);
      expect(version()).toBe(stored);
      await drainUntilIdle(room);
      room.evict();
      expect(version()).toBe(stored);
      room.book.takeCheckpoint();
      expect(version()).toBe(stored);
    }
    // While events wait, the name follows what is stored and never falls back on an old one.
    count('ws_own', 1);
    expect(seen.has(version())).toBe(false);
    expect(dataVersion(room, 'ws_own', 'ledger-0~2', [])).not.toBe(version());
  });
});

it('names nothing twice while a former ledger still stores events of the workspace', async () => {
  await inRoom(new StoreModel(), async (room) => {
    const version = () => dataVersion(room, 'ws_own', 'ledger-0', [{ drained: true }, { drained: false }]);
    expect(version()).not.toBe(version());
  });
});
