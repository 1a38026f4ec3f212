/** Finds operations as one types; `/` jumps here. */
import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Kbd } from '../design/kbd.tsx';
import styles from '../links/search-box.module.css';
import { useShortcut } from '../shell/shortcut.ts';

/** Long enough that a typed word is one address. */
const PAUSE_MS = 120;

export function ReferenceSearch({ value, onChange }: { value: string; onChange: (typed: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value);
  const [told, setTold] = useState(value);
  useShortcut('/', () => input.current?.select(), { does: 'Search the reference', where: 'Developer' });
  // The address bar may change without us: back, forward, a cleared search.
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
        placeholder="Search by address, name or what it does"
        aria-label="Search the reference"
        aria-keyshortcuts="/"
        maxLength={100}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          if (typed) setTyped('');
          else input.current?.blur();
        }}
      />
      <Kbd>/</Kbd>
    </div>
  );
}
