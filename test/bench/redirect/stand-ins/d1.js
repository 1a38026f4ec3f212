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
  // A domain of ten thousand links; each shard names them all, which only makes the filter's work larger.
  const rows = params[1] === 0 ? Array.from({ length: 10_000 }, (_, i) => [`k${i}`, 1]) : [];
  return { success: true, results: { columns: ['key', 'claimed_at'], rows }, meta: META };
}

export default {
  async fetch(request) {
    if (new URL(request.url).pathname === '/.counts') return Response.json({ d1Statements: statements });
    const body = await request.json();
    return Response.json(Array.isArray(body) ? body.map(answer) : [answer(body)]);
  },
};
