/** The links a first-time visitor finds: one of each kind that a campaign usually has. */
import { bearer, callApi } from './api.ts';

interface DemoLink {
  key: string;
  url: string;
  title: string;
}

export const DEMO_LINKS: readonly DemoLink[] = [
  {
    key: 'launch',
    url: 'https://example.com/launch?utm_source=x&utm_medium=social&utm_campaign=launch',
    title: 'Product launch',
  },
  { key: 'pricing', url: 'https://example.com/pricing', title: 'Pricing page' },
  { key: 'docs', url: 'https://example.com/docs/getting-started', title: 'Getting started' },
  {
    key: 'newsletter',
    url: 'https://example.com/blog/november?utm_source=newsletter&utm_medium=email&utm_campaign=november',
    title: 'Newsletter, November',
  },
  { key: 'webinar', url: 'https://example.com/webinar/register', title: 'Webinar registration' },
  { key: 'app', url: 'https://example.com/download', title: 'Download the app' },
  { key: 'jobs', url: 'https://example.com/careers', title: 'Open positions' },
  { key: 'feedback', url: 'https://example.com/feedback?utm_source=product&utm_medium=banner', title: 'Feedback form' },
];

/** Creates those that do not exist; a start that was interrupted half-way continues here. */
export async function createDemoLinks(apiUrl: string, token: string, domain: string): Promise<void> {
  for (const link of DEMO_LINKS) {
    const { status, data } = await callApi(`${apiUrl}/links`, {
      method: 'POST',
      headers: bearer(token),
      body: { ...link, domain },
    });
    if (status === 409 || (status >= 200 && status < 300)) continue;
    throw new Error(
      `Creating the demo link ${link.key} failed with status ${status}: ${JSON.stringify(data).slice(0, 300)}`,
    );
  }
}
