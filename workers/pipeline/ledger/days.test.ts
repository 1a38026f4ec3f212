import { expect, it } from 'vitest';
import { row } from '../testing/click.ts';
import { inRoom } from '../testing/ledger-room.ts';
import { StoreModel } from '../testing/store-model.ts';

const NOON = Date.UTC(2026, 10, 20, 12);
const DAY = '2026-11-20';

it('every workspace with events on a day is found, page by page, before and after a checkpoint and an eviction', async () => {
  await inRoom(
    new StoreModel(),
    async (room) => {
      const workspaces = Array.from({ length: 700 }, (_, n) => `ws_${String(n).padStart(3, '0')}`);
      const walk = (): string[] => {
        const found: string[] = [];
        for (let page = room.book.workspacesOn(DAY, ''); page.length > 0;) {
          found.push(...page);
          page = room.book.workspacesOn(DAY, found.at(-1) ?? '');
        }
        return found;
      };
      const commit = (ids: string[]) =>
        room.book.commit([ids.map((workspaceId) => row({ workspaceId, ts: NOON }))], room.time);
      commit(workspaces.slice(0, 300));
      commit(['ws_xyz']);
      expect(walk()).toEqual([...workspaces.slice(0, 300), 'ws_xyz']);
      room.book.tidy(room.time);
      commit(workspaces.slice(200));
      expect(walk()).toEqual([...workspaces, 'ws_xyz']);
      room.evict();
      expect(walk()).toEqual([...workspaces, 'ws_xyz']);
      expect(room.book.workspacesOn('2026-11-19', '')).toEqual([]);
    },
    { checkpointEvents: 100 },
  );
});
