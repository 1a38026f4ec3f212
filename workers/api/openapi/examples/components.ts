/** Whole examples of components that are told better in one piece than field by field. A schema's own example goes before. */
import { planOf } from '#core/plan/plan.ts';

const LINK_ID = 'link_01KAJ2X8Q5N7V3M9T4R6W1YB0C';

export const COMPONENT_EXAMPLES: Record<string, unknown> = {
  CreateLink: {
    url: 'https://acme.com/launch',
    domain: 'go.acme.com',
    key: 'launch',
    title: 'Autumn launch',
    geo: { DE: 'https://acme.com/de/launch' },
    utm_source: 'newsletter',
    expiresAt: '2030-01-01T00:00:00Z',
  },
  UpdateLink: { url: 'https://acme.com/spring', comments: 'Until the autumn pages are ready', expiresAt: null },
  BulkUpdateLinks: { linkIds: [LINK_ID], data: { utm_campaign: 'spring', archived: false } },
  CreateDomain: { slug: 'links.acme.com', notFoundUrl: 'https://acme.com/', placeholder: 'https://acme.com/shoes' },
  UpdateDomain: { expiredUrl: 'https://acme.com/expired', notFoundUrl: 'https://acme.com/' },
  UpdateWorkspace: { name: 'Acme', clickAck: 'after' },
  InvitationToken: { token: 'invite_7GhA1eUz3fXkT0q9vJmW5yB8cLr2NsPd' },
  BillingPage: { url: 'https://checkout.stripe.com/c/pay/cs_test_a1b2c3' },
  TargetingRule: {
    id: 'germany',
    when: [{ on: 'country', is: ['DE', 'AT'] }],
    then: { url: 'https://acme.com/de/launch' },
  },
  RuleCondition: { on: 'country', is: ['DE', 'AT'] },
  Plan: { name: 'pro', ...planOf('pro') },
};
