/** The mail of a scheduled report: totals beside the period before, and what was largest. */
import { type Letter, plain } from '../mail/compose.ts';
import type { LetterTable } from '../mail/table.ts';
import type { Report } from '../stats/report/wire.ts';
import type { Schedule } from './schedule.ts';

export interface Figures {
  totals: Report;
  links: Report;
  countries: Report;
  referers: Report;
}

const TITLES: [metric: string, title: string][] = [
  ['clicks', 'Clicks'],
  ['uniqueVisitors', 'Visitors'],
  ['leads', 'Leads'],
  ['sales', 'Sales'],
  ['saleAmount', 'Sale amount, USD'],
];
const CENTS = 100;

export function reportLetter(schedule: Schedule, workspace: string, figures: Figures, links: { stop: string }): Letter {
  const name = plain(schedule.name);
  const { totals } = figures;
  const clicks = totals.total.values['clicks'] ?? 0;
  return {
    subject: `${name}: ${number(clicks)} clicks ${spanOf(totals)}`,
    lines: [
      `What the links of "${plain(workspace)}" did ${spanOf(totals)} (${schedule.zone}), beside the time before.`,
    ],
    tables: [
      totalsTable(totals),
      ranking('Links', figures.links, (key) => shortLinkOf(figures.links, String(key['linkId']))),
      ranking('Countries', figures.countries, (key) => String(key['country'])),
      ranking('Referrers', figures.referers, (key) => String(key['referer'])),
    ].filter((table) => table.rows.length > 0),
    stop: {
      why: `You get this ${schedule.cadence} report because it was set up for your address.`,
      label: 'Stop sending it to me',
      url: links.stop,
    },
  };
}

function spanOf({ period }: Report): string {
  const day = (text: string) => text.slice(0, 'YYYY-MM-DD'.length);
  const from = day(period.start ?? period.end);
  // The period ends where the next begins; people name its last day.
  const last = new Date(Date.parse(`${day(period.end)}T00:00:00Z`) - 1).toISOString();
  return from === day(last) ? `on ${from}` : `from ${from} to ${day(last)}`;
}

function totalsTable({ total }: Report): LetterTable {
  const rows = TITLES.filter(([metric]) => metric !== 'saleAmount' || total.values['sales']).map(([metric, title]) => {
    const [now, before] = [total.values[metric] ?? 0, total.previous?.[metric] ?? 0];
    const shown = (value: number) => (metric === 'saleAmount' ? (value / CENTS).toFixed(2) : number(value));
    return [title, shown(now), shown(before), change(now, before)];
  });
  return { title: 'Totals', head: ['', 'Now', 'Before', 'Change'], rows };
}

function ranking(title: string, { rows }: Report, nameOf: (key: Report['rows'][number]['key']) => string): LetterTable {
  return {
    title,
    head: ['', 'Clicks', 'Before'],
    rows: rows.map(({ key, values, previous }) => [
      plain(nameOf(key)),
      number(values['clicks'] ?? 0),
      number(previous?.['clicks'] ?? 0),
    ]),
  };
}

function shortLinkOf({ links }: Report, id: string): string {
  const link = links[id];
  return link ? `${link.domain}/${link.key}` : '(deleted link)';
}

function number(value: number): string {
  return value.toLocaleString('en');
}

function change(now: number, before: number): string {
  if (before === 0) return now === 0 ? '0 %' : 'new';
  const percent = Math.round(((now - before) / before) * CENTS);
  return `${percent > 0 ? '+' : ''}${percent} %`;
}
