/** Billing, as the API shows and takes it. */
import { z } from 'zod';
import { PLANS } from '../plan/plan.ts';
import { INTERVALS } from './ports.ts';

export const billingSchema = z
  .object({
    configured: z.boolean().meta({ description: 'False: nothing can be bought on this instance.' }),
    plan: z.string(),
    status: z
      .string()
      .nullable()
      .meta({ description: 'State of the subscription; null without one.', examples: ['active'] }),
    periodEnd: z.string().nullable().meta({ description: 'Until when it is paid.' }),
    cancelAtPeriodEnd: z.boolean(),
  })
  .meta({ id: 'Billing' });

export const checkoutSchema = z
  .object({
    plan: z
      .enum(PLANS)
      .exclude(['free'])
      .meta({ examples: ['pro'] }),
    interval: z.enum(INTERVALS).optional().meta({ description: '`month` when absent.' }),
  })
  .meta({ id: 'Checkout', examples: [{ plan: 'pro', interval: 'year' }] });

export const redirectSchema = z
  .object({ url: z.string().meta({ description: 'Send the person there. It works for a short time only.' }) })
  .meta({ id: 'BillingPage' });

export const receivedSchema = z
  .object({ received: z.literal(true), outcome: z.enum(['applied', 'repeated', 'not ours']) })
  .meta({ id: 'BillingEventReceived' });

export type WireBilling = z.infer<typeof billingSchema>;
export type CheckoutInput = z.output<typeof checkoutSchema>;
