/** The traffic source and its channel: utm_source first, then the referer, then the app whose browser it was. */
import type { Draft, Step } from '../draft.ts';
import { inAppBrowser } from '../in-app.ts';
import { DIRECT } from '../referer.ts';
import { channelOf } from './channel.ts';
import { sourceOfHost, sourceOfName } from './find.ts';
import { SOURCES_BY_NAME, type KnownSource } from './table.ts';

/** How reports name the absence of a source. */
const NO_SOURCE = 'Direct';
/** Click ids that Google, Microsoft and DoubleClick put on paid clicks. */
const AD_CLICK = /[?&](?:gclid|gbraid|wbraid|msclkid|dclid)=/;

/** Reads what putReferer and putUtm have put. Unknown sources go by their own name or host. */
export const putSource: Step = (draft) => {
  const { event, row } = draft;
  const known = knownSource(draft);
  const referred = row.utm_source !== '' || row.referer !== DIRECT;
  row.source = known?.name ?? (row.utm_source || (row.referer === DIRECT ? NO_SOURCE : row.referer));
  row.channel = channelOf({
    category: known?.category,
    source: row.utm_source.toLowerCase(),
    medium: row.utm_medium.toLowerCase(),
    campaign: row.utm_campaign.toLowerCase(),
    adClick: AD_CLICK.test(event.url),
    referred,
  });
  return undefined;
};

function knownSource({ event, row }: Draft): KnownSource | undefined {
  if (row.utm_source !== '') return sourceOfName(row.utm_source);
  if (row.referer !== DIRECT) return sourceOfHost(row.referer);
  const app = inAppBrowser(event.ua);
  return app === undefined ? undefined : SOURCES_BY_NAME.get(app.toLowerCase());
}
