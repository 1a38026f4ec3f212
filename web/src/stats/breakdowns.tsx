/** The breakdowns that every subject has: where from, through what, on what. */
import { countryName } from '../format/place.ts';
import { Breakdown } from './breakdown.tsx';
import type { Subject } from './queries.ts';
import { useStats } from './queries.ts';
import type { Range } from './range.ts';

interface BreakdownsProps {
  subject: Subject;
  range: Range;
}

export function Countries({ subject, range }: BreakdownsProps) {
  const query = useStats(subject, 'countries', range);
  const empty = 'Each click carries the country it came from. No address is kept.';
  return (
    <Breakdown
      title="Countries"
      what="the countries"
      query={query}
      empty={empty}
      toRow={(item) => ({ id: item.country, label: countryName(item.country), clicks: item.clicks })}
    />
  );
}

export function Referrers({ subject, range }: BreakdownsProps) {
  const query = useStats(subject, 'referers', range);
  const empty = 'When a page or an app sends a visitor, its name appears here.';
  const label = (referer: string) => (referer === '(direct)' ? 'Direct or unknown' : referer);
  return (
    <Breakdown
      title="Referrers"
      what="the referrers"
      query={query}
      empty={empty}
      toRow={(item) => ({ id: item.referer, label: label(item.referer), clicks: item.clicks })}
    />
  );
}

export function Devices({ subject, range }: BreakdownsProps) {
  const query = useStats(subject, 'devices', range);
  const empty = 'Phones, tablets, computers: known as soon as one of them clicks.';
  return (
    <Breakdown
      title="Devices"
      what="the devices"
      query={query}
      empty={empty}
      toRow={(item) => ({ id: item.device, label: item.device || 'Unknown', clicks: item.clicks })}
    />
  );
}
