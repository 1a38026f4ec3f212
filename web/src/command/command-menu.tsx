/** The command menu: type, choose, Enter. Links are searched on the server while one types. */
import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Link2, Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useEffectEvent, useRef } from 'react';
import type { WireLink } from '#core/link/wire.ts';
import dialog from '../design/dialog.module.css';
import { Kbd } from '../design/kbd.tsx';
import { displayUrl } from '../format/address.ts';
import { MAX_SEARCH_CHARS } from '../links/limits.ts';
import { useSettled } from '../panel/use-settled.ts';
import { useWorkspace } from '../shell/workspace.ts';
import styles from './command-menu.module.css';
import { foundLinksQuery } from './found-links.ts';
import { bestFirst, matching } from './match.ts';
import { type Command, copyText, useCommands } from './use-commands.tsx';

interface Entry extends Command {
  /** Of a found link. */
  link?: WireLink;
}

interface Group {
  value: string;
  items: Entry[];
}

interface CommandMenuProps {
  open: boolean;
  /** What stands in its field; it may have been begun before the menu was there. */
  typed: string;
  /** Enter was pressed before the menu could hear it. */
  entered: boolean;
  onType: (typed: string) => void;
  onClose: () => void;
  showShortcuts: () => void;
}

export function CommandMenu({ open, ...palette }: CommandMenuProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && palette.onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.backdrop} />
        <Dialog.Popup className={styles.popup} aria-label="Command menu">
          <Palette {...palette} />
          <Dialog.Close className="visually-hidden">Close</Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Palette({ typed, entered, onType, onClose, showShortcuts }: Omit<CommandMenuProps, 'open'>) {
  const highlighted = useRef<Entry>(undefined);
  const { groups, searching } = useGroups(typed, showShortcuts);

  function run(entry: Entry) {
    onClose();
    entry.run();
  }

  const first = groups[0]?.items[0];
  const chosen = entered && !searching ? first : undefined;
  const runChosen = useEffectEvent(run);
  useEffect(() => {
    if (chosen) runChosen(chosen);
  }, [chosen]);

  function onKeyDown(event: KeyboardEvent) {
    // The first entry is highlighted a moment after it is there.
    const entry = highlighted.current ?? first;
    if (!entry || event.key !== 'Enter') return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.shiftKey) return run(entry);
    if (!entry.link) return;
    onClose();
    void copyText(entry.link.shortLink);
  }

  return (
    <Autocomplete.Root
      open
      inline
      mode="none"
      items={groups}
      value={typed}
      onValueChange={(value) => onType(value)}
      itemToStringValue={(entry: Entry) => entry.label}
      autoHighlight="always"
      keepHighlight
      onItemHighlighted={(entry: Entry | undefined) => {
        highlighted.current = entry;
      }}
    >
      <div className={styles.field}>
        <Search size={16} aria-hidden />
        <Autocomplete.Input
          className={styles.input}
          aria-label="Search links and commands"
          placeholder="Search links, or what you want to do"
          maxLength={MAX_SEARCH_CHARS}
          onKeyDownCapture={onKeyDown}
        />
        <Kbd>Esc</Kbd>
      </div>
      <Results typed={typed.trim()} searching={searching} onRun={run} />
      <Hints />
    </Autocomplete.Root>
  );
}

function Results({ typed, searching, onRun }: { typed: string; searching: boolean; onRun: (entry: Entry) => void }) {
  return (
    <div className={styles.scroll}>
      <Autocomplete.Empty>
        <p className={styles.empty}>
          {searching
            ? 'Searching…'
            : `Nothing is called “${typed}”. Links are found by key, destination, title, tag or note.`}
        </p>
      </Autocomplete.Empty>
      <Autocomplete.List className={styles.list}>
        {(group: Group) => (
          <Autocomplete.Group key={group.value} items={group.items} className={styles.group}>
            <Autocomplete.GroupLabel className={styles.label}>{group.value}</Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(entry: Entry) => (
                <Autocomplete.Item key={entry.id} value={entry} className={styles.item} onClick={() => onRun(entry)}>
                  <entry.Icon size={15} aria-hidden />
                  <span className={styles.name}>{entry.label}</span>
                  {entry.link && <span className={styles.note}>{displayUrl(entry.link.url)}</span>}
                  {entry.keys && <Kbd>{entry.keys.toUpperCase()}</Kbd>}
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
    </div>
  );
}

function Hints() {
  return (
    <footer className={styles.foot} aria-hidden>
      <span>
        <Kbd>↑</Kbd> <Kbd>↓</Kbd> choose
      </span>
      <span>
        <Kbd>Enter</Kbd> open
      </span>
      <span>
        <Kbd>Shift Enter</Kbd> copy a short link
      </span>
    </footer>
  );
}

function isAbout({ key, url, title }: WireLink, typed: string): boolean {
  return [key, url, title ?? ''].some((text) => text.toLowerCase().includes(typed.toLowerCase()));
}

/** Found links above everything else, then commands by group. */
function useGroups(typed: string, showShortcuts: () => void): { groups: Group[]; searching: boolean } {
  const router = useRouter();
  const { id, slug } = useWorkspace();
  const asked = useSettled(typed.trim(), 160);
  const found = useQuery(foundLinksQuery(id, asked));
  const commands = matching(useCommands(showShortcuts), typed);
  const isCurrent = asked === typed.trim() && !found.isPlaceholderData;
  // Links found for fewer letters stay only where they fit these, too: Enter must not open what nobody asked for.
  const fitting = (found.data ?? []).filter((link) => isCurrent || isAbout(link, typed.trim()));
  const links: Entry[] = (typed.trim() === '' ? [] : bestFirst(fitting, typed, ({ key }) => key)).map((link) => ({
    id: link.id,
    group: 'Links',
    label: displayUrl(link.shortLink),
    Icon: Link2,
    link,
    run: () => void router.navigate({ to: '/$workspace/links/$linkId', params: { workspace: slug, linkId: link.id } }),
  }));
  const byGroup = Map.groupBy([...links, ...commands], (entry: Entry) => entry.group);
  return {
    groups: [...byGroup].map(([value, items]) => ({ value, items })),
    searching: typed.trim() !== '' && (found.isFetching || asked !== typed.trim()),
  };
}
