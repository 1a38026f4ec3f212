/** What the list is narrowed to, and its order; everything here stands in the address. */
import { useQuery } from '@tanstack/react-query';
import { ArrowDownUp, ChevronDown, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../design/button.tsx';
import { Menu, MenuCheck, MenuChoice, MenuSeparator, MenuText } from '../design/menu.tsx';
import { TagDot } from '../design/tag-dot.tsx';
import { membersQuery } from '../settings/queries.ts';
import { useWorkspace } from '../shell/workspace.ts';
import styles from './filter-bar.module.css';
import { foldersQuery, tagsQuery } from './label-queries.ts';
import { FILTERS, idsOf, isFiltered, type LinksSearch, type Sort, SORTS } from './search.ts';

interface FilterProps {
  search: LinksSearch;
  onChange: (search: LinksSearch) => void;
}

const SORT_NAMES: Record<Sort, string> = {
  createdAt: 'Date made',
  updatedAt: 'Date changed',
  clicks: 'Clicks',
  lastClicked: 'Last click',
  saleAmount: 'Sales',
  manual: 'Own order',
};

/** No choice made, in menus of one choice. */
const ANY = '';
/** As the API calls links in no folder. */
const UNSORTED = 'unsorted';

/** The search with one filter set, or without it. */
function withFilter<Name extends keyof LinksSearch>(
  search: LinksSearch,
  name: Name,
  value: LinksSearch[Name] | undefined | '',
): LinksSearch {
  const { [name]: _before, ...others } = search;
  return value ? { ...others, [name]: value } : others;
}

export function FilterBar({ search, onChange }: FilterProps) {
  const clear = () => {
    const rest = { ...search };
    for (const name of FILTERS) delete rest[name];
    onChange(rest);
  };
  return (
    <div className={styles.bar}>
      <div className={styles.filters} role="group" aria-label="Filters">
        <TagFilter search={search} onChange={onChange} />
        <FolderFilter search={search} onChange={onChange} />
        <DomainFilter search={search} onChange={onChange} />
        <button
          type="button"
          className={styles.filter}
          data-set={search.archived ? '' : undefined}
          aria-pressed={search.archived === 'yes'}
          onClick={() => onChange(withFilter(search, 'archived', search.archived ? undefined : 'yes'))}
        >
          With archived
        </button>
        {/* Last: whether there is more than one person is known later than the others. */}
        <PersonFilter search={search} onChange={onChange} />
        {isFiltered(search) && (
          <Button look="ghost" size="small" onClick={clear}>
            <X size={14} aria-hidden />
            Clear
          </Button>
        )}
      </div>
      <SortMenu search={search} onChange={onChange} />
    </div>
  );
}

function FilterMenu({ name, chosen, children }: { name: string; chosen: string | undefined; children: ReactNode }) {
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className={styles.filter} data-set={chosen === undefined ? undefined : ''}>
          <span className={styles.words}>{chosen === undefined ? name : `${name}: ${chosen}`}</span>
          <ChevronDown size={13} aria-hidden />
        </button>
      }
    >
      {children}
    </Menu>
  );
}

function TagFilter({ search, onChange }: FilterProps) {
  const { id } = useWorkspace();
  const { data: tags = [] } = useQuery(tagsQuery(id));
  const chosen = idsOf(search.tags);
  const only = tags.find((tag) => tag.id === chosen[0]);
  const words = chosen.length === 0 ? undefined : chosen.length === 1 && only ? only.name : String(chosen.length);
  return (
    <FilterMenu name="Tags" chosen={words}>
      {tags.length === 0 && <MenuText>No tags yet. Give a link one, or make them in the settings.</MenuText>}
      {tags.map((tag) => (
        <MenuCheck
          key={tag.id}
          checked={chosen.includes(tag.id)}
          onChange={(on) => {
            const next = on ? [...chosen, tag.id] : chosen.filter((each) => each !== tag.id);
            onChange(withFilter(search, 'tags', next.join(',')));
          }}
        >
          <TagDot color={tag.color} />
          {tag.name}
        </MenuCheck>
      ))}
    </FilterMenu>
  );
}

function FolderFilter({ search, onChange }: FilterProps) {
  const { id } = useWorkspace();
  const { data: folders = [] } = useQuery(foldersQuery(id));
  const choices = [
    { value: ANY, label: 'Any folder' },
    { value: UNSORTED, label: 'In no folder' },
    ...folders.map((folder) => ({ value: folder.id, label: folder.name })),
  ];
  return <OneOf name="Folder" filter="folder" choices={choices} search={search} onChange={onChange} />;
}

function DomainFilter({ search, onChange }: FilterProps) {
  const { domains } = useWorkspace();
  if (domains.length < 2 && search.domain === undefined) return null;
  const choices = [{ value: ANY, label: 'Any domain' }, ...domains.map(({ slug }) => ({ value: slug, label: slug }))];
  return <OneOf name="Domain" filter="domain" choices={choices} search={search} onChange={onChange} />;
}

function PersonFilter({ search, onChange }: FilterProps) {
  const { id } = useWorkspace();
  const { data: members = [] } = useQuery(membersQuery(id));
  if (members.length < 2 && search.by === undefined) return null;
  const people = members.map(({ userId, name, email }) => ({ value: userId, label: name || email }));
  const choices = [{ value: ANY, label: 'Anybody' }, ...people];
  return <OneOf name="Made by" filter="by" choices={choices} search={search} onChange={onChange} />;
}

function OneOf({
  name,
  filter,
  choices,
  search,
  onChange,
}: FilterProps & {
  name: string;
  filter: 'folder' | 'domain' | 'by';
  choices: { value: string; label: string }[];
}) {
  const value = search[filter] ?? ANY;
  const chosen = value === ANY ? undefined : (choices.find((choice) => choice.value === value)?.label ?? 'another');
  return (
    <FilterMenu name={name} chosen={chosen}>
      <MenuChoice
        label={name}
        value={value}
        choices={choices}
        onChange={(next) => onChange(withFilter(search, filter, next))}
      />
    </FilterMenu>
  );
}

function SortMenu({ search, onChange }: FilterProps) {
  const sort = search.sort ?? 'createdAt';
  const choices = SORTS.map((value) => ({ value, label: SORT_NAMES[value] }));
  return (
    <Menu
      trigger={
        <button type="button" className={styles.filter} aria-label={`Sorted by ${SORT_NAMES[sort]}`}>
          <ArrowDownUp size={13} aria-hidden />
          <span className={styles.words}>{SORT_NAMES[sort]}</span>
        </button>
      }
    >
      <MenuChoice
        label="Sort by"
        value={sort}
        choices={choices}
        onChange={(next) => onChange(withFilter(search, 'sort', next === 'createdAt' ? undefined : next))}
      />
      <MenuSeparator />
      <MenuChoice
        label="Order"
        value={search.order ?? 'desc'}
        choices={[
          { value: 'desc', label: 'Highest or newest first' },
          { value: 'asc', label: 'Lowest or oldest first' },
        ]}
        onChange={(next) => onChange(withFilter(search, 'order', next === 'asc' ? next : undefined))}
      />
    </Menu>
  );
}
