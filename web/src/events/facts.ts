/** An event as groups of facts with names that people use; what is empty is left out. */
import type { WireEvent } from '#core/stats/event-wire.ts';
import { formatMoney } from '../format/number.ts';
import { countryName, languageName } from '../format/place.ts';
import type { RegionNames } from '../format/region-names.ts';
import { formatMoment } from '../format/time.ts';
import { idOf, type KeptEvent } from './queries.ts';
import type { Facet } from './search.ts';
import { triggerName } from './words.ts';

export interface Fact {
  name: string;
  value: string;
  /** Shown in fixed width, and can be copied. */
  code?: true | undefined;
  /** Narrows the list to events that share it. */
  filter?: { facet: Facet; value: string } | undefined;
}

export interface FactGroup {
  title: string;
  facts: Fact[];
}

const fact = (name: string, value: string | number | null | undefined, filter?: Facet): Fact[] =>
  value === undefined || value === null || value === ''
    ? []
    : [{ name, value: String(value), filter: filter && { facet: filter, value: String(value) } }];
const code = (name: string, value: string | number | null | undefined): Fact[] =>
  fact(name, value).map((each) => ({ ...each, code: true }));

/**
 * @param kept everything that is stored of it; undefined while it is on its way, null when it is not kept any more.
 * @param regions codes are shown until they are there.
 */
export function factsOf(event: WireEvent, kept: KeptEvent | null | undefined, regions?: RegionNames): FactGroup[] {
  const { click, link } = event;
  const version = (name: string, number: string | number | undefined) => [name, number].filter(Boolean).join(' ');
  const groups: FactGroup[] = [
    {
      title: 'What',
      facts: [
        ...outcomeOf(event),
        ...fact('How', click.trigger && triggerName(click.trigger)),
        ...code('Sent to', click.url),
      ],
    },
    {
      title: 'Where',
      facts: [
        ...fact('Country', click.country, 'country').map((each) => ({ ...each, value: countryName(click.country) })),
        ...fact('Region', regions?.get(`${click.country}-${click.region}`) ?? click.region),
        ...fact('City', click.city),
        ...fact('Language', kept?.['language'] && languageName(String(kept['language']))),
      ],
    },
    {
      title: 'On what',
      facts: [
        ...fact('Device', click.device, 'device'),
        ...fact('Browser', click.browser, 'browser').map((each) => ({
          ...each,
          value: version(click.browser, kept?.['browserVersion']),
        })),
        ...fact('System', version(click.os, kept?.['osVersion'])),
      ],
    },
    {
      title: 'Through what',
      facts: [
        ...fact('Referrer', click.referer, 'referer').map((each) => ({
          ...each,
          value: click.referer === '(direct)' ? 'Direct' : click.referer,
        })),
        ...code('Referring page', click.refererUrl),
        ...fact('Source', kept?.['source']),
        ...fact('Channel', kept?.['channel']),
        ...['source', 'medium', 'campaign', 'term', 'content'].flatMap((part) =>
          fact(`UTM ${part}`, kept?.[`utm_${part}`]),
        ),
      ],
    },
    {
      title: 'In the ledger',
      facts: [
        ...fact('Counted', kept?.['countedAt'] && formatMoment(Date.parse(String(kept['countedAt'])))),
        ...code('Event', idOf(event)),
        ...(event.event === 'click' ? [] : code('Click', click.id)),
        ...code('Link', link.id),
        ...code('Batch', kept?.['batch']),
        ...fact('Targeting rule', click.rule),
        ...fact('Variant', click.variant),
      ],
    },
  ];
  return groups.filter(({ facts }) => facts.length > 0);
}

/** What leads and sales say beyond their click. */
function outcomeOf(event: WireEvent): Fact[] {
  if (event.event === 'click') return [];
  const { customer } = event;
  return [
    ...fact('Event', event.eventName),
    ...(event.event === 'sale'
      ? [...fact('Amount', formatMoney(event.sale.amount)), ...fact('Invoice', event.sale.invoiceId)]
      : []),
    ...fact('Customer', customer.name ?? customer.email ?? customer.externalId),
    ...code('Metadata', event.metadata && JSON.stringify(event.metadata)),
  ];
}
