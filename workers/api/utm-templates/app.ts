/** The routes of UTM templates, each translating one request into one verb. */
import type { Context } from 'hono';
import type { UtmTemplateContext } from '#core/utm-template/template.ts';
import { toWireUtmTemplate } from '#core/utm-template/wire.ts';
import { createUtmTemplate, deleteUtmTemplate, listUtmTemplates, updateUtmTemplate } from '#core/utm-template/write.ts';
import type { ApiContext } from '../http/context.ts';
import { actorOf } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { utmTemplatesOf } from '../labels/services.ts';
import * as routes from './routes.ts';

export const utmTemplateApp = createRouter()
  .openapi(routes.listUtmTemplatesRoute, async (c) =>
    c.json((await listUtmTemplates(contextOf(c))).map(toWireUtmTemplate), 200),
  )
  .openapi(routes.createUtmTemplateRoute, async (c) =>
    c.json(toWireUtmTemplate(await createUtmTemplate(contextOf(c), c.req.valid('json'))), 201),
  )
  .openapi(routes.updateUtmTemplateRoute, async (c) =>
    c.json(toWireUtmTemplate(await updateUtmTemplate(contextOf(c), c.req.valid('param').id, c.req.valid('json'))), 200),
  )
  .openapi(routes.deleteUtmTemplateRoute, async (c) =>
    c.json({ id: await deleteUtmTemplate(contextOf(c), c.req.valid('param').id) }, 200),
  );

function contextOf(c: Context<ApiContext>): UtmTemplateContext {
  return utmTemplatesOf(c.get('services'), actorOf(c));
}
