// D1 in process: knows the statements of the edge by their table, counts each, finds nothing that KV does not have.
let statements = 0;

const META = {
  served_by: 'bench',
  duration: 0,
  changes: 0,
  last_row_id: 0,
  changed_db: false,
  size_after: 0,
  rows_read: 0,
  rows_written: 0,
};

function answer({ sql, params }) {
  statements += 1;
  if (!sql.startsWith('SELECT key, claimed_at'))
    return { success: true, results: { columns: [], rows: [] }, meta: META };
  // Every link that KV knows is claimed here, as in the real stores; each shard names them all, which only adds work.
  const keys = params[1] === 0 ? ['hot', 'targeted', ...Array.from({ length: 10_000 }, (_, i) => `k${i}`)] : [];
  const rows = keys.map((key) => [key, 1]);
  return { success: true, results: { columns: ['key', 'claimed_at'], rows }, meta: META };
}

export default {
  async fetch(request) {
    if (new URL(request.url).pathname === '/.counts') return Response.json({ d1Statements: statements });
    const body = await request.json();
    return Response.json(Array.isArray(body) ? body.map(answer) : [answer(body)]);
  },
};
