/** Search as you type; `/` jumps here, Esc clears. */
import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { MAX_SEARCH_CHARS } from './limits.ts';
import { Button } from '../design/button.tsx';
import { Kbd } from '../design/kbd.tsx';
import { useShortcut } from '../shell/shortcut.ts';
import styles from './search-box.module.css';

/** Long enough that a typed word is one request. */
const PAUSE_MS = 180;

export function SearchBox({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value);
  const [told, setTold] = useState(value);
  useShortcut('/', () => input.current?.select(), { does: 'Search the list', where: 'Links' });

  // The address bar may change without us: back, forward, a cleared filter.
  if (value !== told) {
    setTold(value);
    setTyped(value);
  }

  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => {
      setTold(typed.trim());
      onChange(typed.trim());
    }, PAUSE_MS);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a new callback must not restart the pause
  }, [typed, value]);

  return (
    <div className={styles.box} role="search">
      <Search size={15} aria-hidden className={styles.icon} />
      <input
        ref={input}
        type="search"
        className={styles.input}
        placeholder="Search by key, destination or note"
        aria-label="Search links"
        aria-keyshortcuts="/"
        maxLength={MAX_SEARCH_CHARS}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          if (typed) setTyped('');
          else input.current?.blur();
        }}
      />
      {typed ? (
        <Button look="ghost" size="small" icon aria-label="Clear search" onClick={() => setTyped('')}>
          <X size={14} aria-hidden />
        </Button>
      ) : (
        <Kbd>/</Kbd>
      )}
    </div>
  );
}
