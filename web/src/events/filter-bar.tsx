/** What the list is narrowed to: kind, period and filters. Everything here stands in the address. */
import { useQuery } from '@tanstack/react-query';
import { CalendarDays } from 'lucide-react';
import { FilterMenu, Filters, Pill } from '../design/filters.tsx';
import { Menu, MenuChoice } from '../design/menu.tsx';
import segments from '../design/segments.module.css';
import { displayUrl } from '../format/address.ts';
import { formatMoment } from '../format/time.ts';
import { linkQuery } from '../links/queries.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { DEFAULT_RANGE, RANGES, rangeWords } from '../stats/range.ts';
import styles from './filter-bar.module.css';
import { FacetChoices, nameOf } from './facet-choices.tsx';
import { MetaField } from './meta-field.tsx';
import { type EventsSearch, type Facet, isNarrowed, KINDS, WHO, widened, withFilter } from './search.ts';
import { KIND_NAMES, WHO_NAMES } from './words.ts';

interface FilterProps {
  search: EventsSearch;
  onChange: (search: EventsSearch) => void;
}

const ANY = '';

export function FilterBar({ search, onChange }: FilterProps) {
  const { event = 'clicks' } = search;
  return (
    <>
      <div className={styles.first}>
        <Kinds search={search} onChange={onChange} />
        <Period search={search} onChange={onChange} />
      </div>
      <Filters onClear={isNarrowed(search) ? () => onChange(widened(search)) : undefined}>
        <FacetFilter facet="linkId" name="Link" search={search} onChange={onChange} />
        <FacetFilter facet="country" name="Country" search={search} onChange={onChange} />
        <FacetFilter facet="device" name="Device" search={search} onChange={onChange} />
        <FacetFilter facet="browser" name="Browser" search={search} onChange={onChange} />
        <FacetFilter facet="referer" name="Referrer" search={search} onChange={onChange} />
        {event === 'clicks' && <WhoFilter search={search} onChange={onChange} />}
      </Filters>
      {event !== 'clicks' && (
        <MetaField
          key={search.meta}
          value={search.meta ?? ''}
          onChange={(meta) => onChange(withFilter(search, 'meta', meta))}
        />
      )}
    </>
  );
}

function Kinds({ search, onChange }: FilterProps) {
  const { event = 'clicks' } = search;
  return (
    <div className={segments.segments} role="group" aria-label="Kind">
      {KINDS.map((kind) => (
        <button
          key={kind}
          type="button"
          className={segments.segment}
          data-chosen={kind === event ? '' : undefined}
          aria-pressed={kind === event}
          onClick={() => onChange(withFilter(search, 'event', kind === 'clicks' ? undefined : kind))}
        >
          {KIND_NAMES[kind]}
        </button>
      ))}
    </div>
  );
}

function Period({ search, onChange }: FilterProps) {
  const { range = DEFAULT_RANGE, start, end, ...others } = search;
  const exact = start && [start, end].flatMap((at) => (at ? [formatMoment(Date.parse(at))] : [])).join(' – ');
  return (
    <Menu
      trigger={
        <Pill opens icon={<CalendarDays size={13} aria-hidden />} isSet={Boolean(exact)}>
          {exact || rangeWords(range)}
        </Pill>
      }
    >
      <MenuChoice
        closes
        label="Period"
        value={start ? '' : range}
        choices={RANGES.map((value) => ({ value: value as string, label: rangeWords(value) }))}
        onChange={(next) =>
          onChange(
            withFilter(others, 'range', next === DEFAULT_RANGE ? undefined : RANGES.find((each) => each === next)),
          )
        }
      />
    </Menu>
  );
}

function FacetFilter({ facet, name, search, onChange }: FilterProps & { facet: Facet; name: string }) {
  const value = search[facet];
  const { id } = useWorkspace();
  const link = useQuery({ ...linkQuery(id, value ?? ''), enabled: facet === 'linkId' && value !== undefined });
  const known = facet === 'linkId' && link.data ? displayUrl(link.data.shortLink) : undefined;
  return (
    <FilterMenu name={name} chosen={value === undefined ? undefined : (known ?? nameOf(facet, value))}>
      <FacetChoices
        facet={facet}
        name={name}
        search={search}
        onChoose={(next) => onChange(withFilter(search, facet, next))}
      />
    </FilterMenu>
  );
}

function WhoFilter({ search, onChange }: FilterProps) {
  const choices = [
    { value: ANY, label: 'People only' },
    ...WHO.map((value) => ({ value: value as string, label: WHO_NAMES[value] })),
  ];
  return (
    <FilterMenu name="Who" chosen={search.who && WHO_NAMES[search.who]}>
      <MenuChoice
        closes
        label="Who"
        value={search.who ?? ANY}
        choices={choices}
        onChange={(next) =>
          onChange(
            withFilter(
              search,
              'who',
              WHO.find((each) => each === next),
            ),
          )
        }
      />
    </FilterMenu>
  );
}
