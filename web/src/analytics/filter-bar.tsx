/** What the page is narrowed to, each filter as a chip: is or is not, one value or several, gone with a click. */
import { Filter as FilterIcon, X } from 'lucide-react';
import { Button } from '../design/button.tsx';
import { Menu, MenuChoice, MenuItem, MenuSeparator, MenuText } from '../design/menu.tsx';
import { useAnalytics } from './analytics-context.ts';
import { DIMENSIONS, type DimensionName, dimension, filterWords, without } from './dimension.ts';
import styles from './filter-bar.module.css';
import { useFilterNames } from './filter-names.ts';
import { type Filter, filtersOf, verbOf, withFilter, withoutFilters } from './search.ts';
import { SegmentsMenu } from './segments-menu.tsx';

/** What the API knows no "is not" of. */
const ONLY_IS = new Set<string>(['folderId', 'tagId']);

export function FilterBar() {
  const { search, onSearch } = useAnalytics();
  const filters = filtersOf(search);
  return (
    <div className={styles.bar} role="group" aria-label="Filters">
      <AddFilter />
      <SegmentsMenu />
      {filters.map((filter) => (
        <FilterChip key={filter.name} filter={filter} />
      ))}
      {filters.length > 0 && (
        <Button look="ghost" size="small" onClick={() => onSearch(withoutFilters(search))} aria-keyshortcuts="x">
          Clear all
        </Button>
      )}
    </div>
  );
}

const GROUPS: readonly (readonly DimensionName[])[] = [
  ['links', 'folders', 'tags', 'domains'],
  ['referers', 'channels', 'pages'],
  ['countries', 'regions', 'cities', 'continents', 'languages'],
  ['devices', 'browsers', 'systems'],
  ['campaigns', 'sources', 'mediums', 'terms', 'contents'],
  ['triggers', 'destinations', 'variants', 'rules'],
];

function AddFilter() {
  const { showAll } = useAnalytics();
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className={styles.chip} aria-keyshortcuts="f">
          <FilterIcon size={13} aria-hidden />
          Filter
        </button>
      }
    >
      {GROUPS.map((names, group) => (
        <FilterGroup key={names[0]} first={group === 0} names={names} onChoose={showAll} />
      ))}
    </Menu>
  );
}

interface FilterGroupProps {
  first: boolean;
  names: readonly DimensionName[];
  onChoose: (name: DimensionName) => void;
}

function FilterGroup({ first, names, onChoose }: FilterGroupProps) {
  return (
    <>
      {!first && <MenuSeparator />}
      {names.map((name) => (
        <MenuItem key={name} onClick={() => onChoose(name)}>
          {dimension(name).one}
        </MenuItem>
      ))}
    </>
  );
}

function FilterChip({ filter }: { filter: Filter }) {
  const { search, onSearch, showAll } = useAnalytics();
  const { name, not, values } = filter;
  const verb = (turned: boolean) => verbOf({ ...filter, not: turned });
  const called = useFilterNames(filter);
  const [first = '', second] = called;
  const words =
    second === undefined ? first : called.length === 2 ? `${first} or ${second}` : `${first} +${called.length - 1}`;
  const known = (Object.keys(DIMENSIONS) as DimensionName[]).find((each) => DIMENSIONS[each].filter === name);
  const remove = () => onSearch(values.reduce((rest, value) => without(rest, name, value), search));
  return (
    <span className={styles.filter}>
      <Menu
        align="start"
        trigger={
          <button type="button" className={styles.words}>
            <span className={styles.name}>
              {filterWords(name)} {filter.contains ? verb(not) : not ? 'is not' : 'is'}
            </span>{' '}
            <span className={styles.value}>{words}</span>
          </button>
        }
      >
        {ONLY_IS.has(name) ? (
          <MenuText>{filterWords(name)}</MenuText>
        ) : (
          <MenuChoice
            label={filterWords(name)}
            value={not ? 'not' : 'is'}
            choices={[
              { value: 'is', label: verb(false) },
              { value: 'not', label: verb(true) },
            ]}
            onChange={(next) => onSearch(withFilter(search, { ...filter, not: next === 'not' }))}
          />
        )}
        <MenuSeparator />
        {values.length > 1 &&
          values.map((value, index) => (
            <MenuItem key={value} onClick={() => onSearch(without(search, name, value))}>
              <X size={14} aria-hidden />
              Without {called[index]}
            </MenuItem>
          ))}
        {known && <MenuItem onClick={() => showAll(known)}>Choose others…</MenuItem>}
      </Menu>
      <button
        type="button"
        className={styles.remove}
        aria-label={`Remove the filter ${filterWords(name)}`}
        onClick={remove}
      >
        <X size={13} aria-hidden />
      </button>
    </span>
  );
}
