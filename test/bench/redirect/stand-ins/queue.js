// A queue in process: really receives, reads and counts every message and the events in it.
let messages = 0;
let events = 0;
let bytes = 0;

export default {
  async fetch(request) {
    if (new URL(request.url).pathname === '/.counts')
      return Response.json({ queueSends: messages, events, queueBytes: bytes });
    const body = await request.text();
    messages += 1;
    bytes += body.length;
    events += JSON.parse(body).events.length;
    return Response.json({ metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } });
  },
};
