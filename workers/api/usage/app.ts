/** The routes of plans and usage. */
import { planOf, PLANS } from '#core/plan/plan.ts';
import { readUsage } from '#core/plan/usage.ts';
import { actorOf } from '../http/context.ts';
import { createRouter } from '../http/router.ts';
import { usageOf } from '../services.ts';
import { plansRoute, usageRoute } from './routes.ts';

export const usageApp = createRouter()
  .openapi(usageRoute, async (c) => {
    const actor = actorOf(c);
    return c.json(await readUsage(actor, usageOf(c.get('services'), actor), Date.now()), 200);
  })
  .openapi(plansRoute, (c) =>
    c.json(
      PLANS.map((name) => ({ name, ...planOf(name) })),
      200,
    ),
  );
