// The floors: a constant 302 alone, with one KV read, with one queue send of a message as large as ours.
const redirect = () =>
  new Response(null, {
    status: 302,
    headers: { Location: 'https://destination.example/pages/hot', 'Cache-Control': 'private, no-store, max-age=0' },
  });

const MESSAGE = {
  v: 1,
  events: [
    {
      type: 'click',
      id: '0195d2a0-0000-7000-8000-000000000001',
      ts: 1763726400000,
      workspaceId: 'ws_bench',
      linkId: 'link_hot',
      domain: 'bench.example',
      key: 'hot',
      url: 'https://destination.example/pages/hot',
      visitor: '0123456789abcdef',
      ua: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
      referer: 'https://news.example/article',
      language: 'en-US',
      geo: { country: 'US', continent: 'NA', region: 'CA', city: 'San Francisco', asn: 7922 },
      trigger: 'link',
      signs: [],
      rule: '',
      variant: '',
    },
  ],
};

export const bare = { fetch: redirect };

export const kv = {
  async fetch(_request, env) {
    await env.ROUTES.get('link:bench.example/hot', { type: 'text', cacheTtl: 30 });
    return redirect();
  },
};

export const queue = {
  fetch(_request, env, ctx) {
    ctx.waitUntil(env.EVENTS.send(MESSAGE, { contentType: 'json' }));
    return redirect();
  },
};
