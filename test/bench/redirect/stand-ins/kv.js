// KV in process: answers the runtime's own protocol (GET /<name>) from a rule instead of a disk, and counts.
const SALT = btoa('0123456789abcdef0123456789abcdef');
let reads = 0;
let writes = 0;

const link = (id, more) =>
  JSON.stringify({
    version: 1,
    workspaceId: 'ws_bench',
    linkId: `link_${id}`,
    url: `https://destination.example/pages/${id}`,
    revision: 1,
    ...more,
  });

const TARGETED = link('targeted', {
  rules: [
    { id: 'rule_de', when: [{ on: 'country', is: ['DE', 'AT'] }], then: { url: 'https://destination.example/de' } },
    {
      id: 'rule_ios',
      when: [
        { on: 'os', is: ['ios'] },
        { on: 'language', is: ['fr'] },
      ],
      then: { url: 'https://destination.example/fr' },
    },
    {
      id: 'rule_us',
      when: [
        { on: 'country', is: ['US'] },
        { on: 'device', is: ['desktop'] },
        { on: 'browser', is: ['chrome'] },
      ],
      then: {
        split: [
          { id: 'a', url: 'https://destination.example/a', weight: 50 },
          { id: 'b', url: 'https://destination.example/b', weight: 50 },
        ],
      },
    },
  ],
});

function valueOf(name) {
  if (name.startsWith('salt:')) return SALT;
  if (name === 'strict-workspaces' || name === 'quarantined-workspaces') return '[]';
  if (name === 'domain:bench.example') return JSON.stringify({ version: 1, workspaceId: 'ws_bench' });
  const key = name.startsWith('link:bench.example/') ? name.slice('link:bench.example/'.length) : '';
  if (key === 'targeted') return TARGETED;
  return key === 'hot' || /^k\d{1,5}$/.test(key) ? link(key) : null;
}

export default {
  async fetch(request) {
    const url = new URL(request.url);
    if (url.pathname === '/.counts') return Response.json({ kvReads: reads, kvWrites: writes });
    if (request.method !== 'GET') {
      writes += 1;
      await request.arrayBuffer();
      return new Response(null);
    }
    reads += 1;
    const value = valueOf(decodeURIComponent(url.pathname.slice(1)));
    return value === null ? new Response('', { status: 404 }) : new Response(value);
  },
};
