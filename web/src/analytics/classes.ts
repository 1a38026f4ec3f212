/** What else may count as a click, in words. */
import type { ExtraClass } from './search.ts';

export const CLASS_WORDS: Record<ExtraClass, string> = {
  bot: 'Bots and programs',
  preview: 'Link previews',
  prefetch: 'Prefetches of browsers',
  head: 'Checks without a visit',
  scanner: 'Mail scanners',
  datacenter: 'Data centres',
  spam: 'Referrer spam',
};
