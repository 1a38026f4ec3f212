/** The segment routes, each translating one request into one verb. */
import { createSegment } from '#core/segment/create.ts';
import { listSegments } from '#core/segment/list.ts';
import { removeSegment } from '#core/segment/remove.ts';
import { updateSegment } from '#core/segment/update.ts';
import { actorOf } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { segmentsOf } from '../services.ts';
import * as routes from './routes.ts';

export const segmentApp = createRouter()
  .openapi(routes.listSegmentsRoute, async (c) =>
    c.json(await listSegments(segmentsOf(c.get('services'), actorOf(c))), 200),
  )
  .openapi(routes.createSegmentRoute, async (c) =>
    c.json(await createSegment(segmentsOf(c.get('services'), actorOf(c)), c.req.valid('json')), 201),
  )
  .openapi(routes.updateSegmentRoute, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(await updateSegment(segmentsOf(c.get('services'), actorOf(c)), id, c.req.valid('json')), 200);
  })
  .openapi(routes.deleteSegmentRoute, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(await removeSegment(segmentsOf(c.get('services'), actorOf(c)), id), 200);
  });
