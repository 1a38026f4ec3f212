// @vitest-environment jsdom
import { QueryClient } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import type { WireLink } from '#core/link/wire.ts';
import { editLinks, keepAnswers } from './cache.ts';
import { countKey, linkQuery, pageKey } from './queries.ts';

const link = (id: string, archived = false) => ({ id, archived }) as WireLink;
const WORKSPACE = 'ws_1';

function filled() {
  const client = new QueryClient();
  client.setQueryData(pageKey(WORKSPACE, {}, 0), [link('a'), link('b')]);
  client.setQueryData(pageKey(WORKSPACE, { q: 'b' }, 0), [link('b')]);
  client.setQueryData(countKey(WORKSPACE, {}), 2);
  client.setQueryData(linkQuery(WORKSPACE, 'b').queryKey, link('b'));
  const read = () => ({
    all: client.getQueryData<WireLink[]>(pageKey(WORKSPACE, {}, 0)),
    found: client.getQueryData<WireLink[]>(pageKey(WORKSPACE, { q: 'b' }, 0)),
    count: client.getQueryData(countKey(WORKSPACE, {})),
    one: client.getQueryData(linkQuery(WORKSPACE, 'b').queryKey),
  });
  return { client, read };
}

it('a change is seen in every list at once, and taken back everywhere when it is refused', async () => {
  const { client, read } = filled();
  const before = read();
  const undo = await editLinks(client, WORKSPACE, new Set(['b']), (each) => ({ ...each, archived: true }));
  expect(read()).toEqual({
    all: [link('a'), link('b', true)],
    found: [link('b', true)],
    count: 2,
    one: link('b', true),
  });
  undo();
  expect(read()).toEqual(before);
});

it('what is deleted leaves every list, and comes back to its place', async () => {
  const { client, read } = filled();
  const before = read();
  const undo = await editLinks(client, WORKSPACE, new Set(['a']), () => undefined);
  expect(read().all).toEqual([link('b')]);
  undo();
  expect(read()).toEqual(before);
});

it('the answer of the server takes the place of what was assumed', () => {
  const { client, read } = filled();
  keepAnswers(client, WORKSPACE, [link('b', true)]);
  expect([read().all?.[1], read().found?.[0], read().one]).toEqual([link('b', true), link('b', true), link('b', true)]);
});
