/** What a filter can be set to: the values that the events have, most frequent first. Asked for when its menu is opened. */
import { useQuery } from '@tanstack/react-query';
import { MenuChoice, MenuText } from '../design/menu.tsx';
import { displayUrl } from '../format/address.ts';
import { formatShort } from '../format/number.ts';
import { countryName } from '../format/place.ts';
import { useWorkspace } from '../shell/workspace.ts';
import { choicesQuery } from './queries.ts';
import type { EventsSearch, Facet } from './search.ts';

const ANY = '';

/** A value as people say it; links have names of their own. */
export function nameOf(facet: Facet, value: string): string {
  if (facet === 'country') return countryName(value);
  if (facet === 'referer' && value === '(direct)') return 'Direct';
  return facet === 'linkId' ? 'one link' : value;
}

interface FacetChoicesProps {
  facet: Facet;
  name: string;
  search: EventsSearch;
  onChoose: (value: string) => void;
}

export function FacetChoices({ facet, name, search, onChoose }: FacetChoicesProps) {
  const { id } = useWorkspace();
  const { data, isPending, isError, error } = useQuery(choicesQuery(id, search, facet));
  const chosen = search[facet] ?? ANY;
  if (isPending) return <MenuText>Looking what there is…</MenuText>;
  if (isError) return <MenuText>{error.message}</MenuText>;
  const choices = data.map(({ value, name: shown, count }) => ({
    value,
    label: `${facet === 'linkId' ? displayUrl(shown) : nameOf(facet, value)} · ${formatShort(count)}`,
  }));
  // What the address asks for is a choice, whether there is any of it or not.
  if (chosen !== ANY && !choices.some(({ value }) => value === chosen))
    choices.unshift({ value: chosen, label: nameOf(facet, chosen) });
  return (
    <MenuChoice
      label={name}
      value={chosen}
      choices={[{ value: ANY, label: 'Any' }, ...choices]}
      onChange={onChoose}
      closes
    />
  );
}
