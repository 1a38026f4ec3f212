/** The D1 link shards a worker is bound to. */

/** LINKS_0, LINKS_1, … as far as they are bound: capacity grows by adding bindings. Throws when there is none. */
export function boundShards(env: object): D1Database[] {
  const bindings: Record<string, unknown> = { ...env };
  const shards: D1Database[] = [];
  for (let shard = bindings['LINKS_0']; shard !== undefined; shard = bindings[`LINKS_${shards.length}`])
    shards.push(shard as D1Database);
  if (shards.length === 0) throw new Error('LINKS_0 is not bound');
  return shards;
}
