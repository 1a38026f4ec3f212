/** The annotation routes, each translating one request into one verb. */
import { createAnnotation } from '#core/annotation/create.ts';
import { listAnnotations } from '#core/annotation/list.ts';
import { removeAnnotation } from '#core/annotation/remove.ts';
import { updateAnnotation } from '#core/annotation/update.ts';
import { actorOf } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { annotationsOf } from '../services.ts';
import * as routes from './routes.ts';

export const annotationApp = createRouter()
  .openapi(routes.listAnnotationsRoute, async (c) =>
    c.json(await listAnnotations(annotationsOf(c.get('services'), actorOf(c)), c.req.valid('query')), 200),
  )
  .openapi(routes.createAnnotationRoute, async (c) =>
    c.json(await createAnnotation(annotationsOf(c.get('services'), actorOf(c)), c.req.valid('json')), 201),
  )
  .openapi(routes.updateAnnotationRoute, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(await updateAnnotation(annotationsOf(c.get('services'), actorOf(c)), id, c.req.valid('json')), 200);
  })
  .openapi(routes.deleteAnnotationRoute, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(await removeAnnotation(annotationsOf(c.get('services'), actorOf(c)), id), 200);
  });
