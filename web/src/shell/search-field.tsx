/** Search as one types; `/` jumps here, Esc clears. */
import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useShortcut } from './shortcut.ts';
import { Button } from '../design/button.tsx';
import { Kbd } from '../design/kbd.tsx';
import styles from './search-field.module.css';

/** Long enough that a typed word is one question and one address. */
const PAUSE_MS = 180;

interface SearchFieldProps {
  value: string;
  /** Gets what was typed once the typing pauses, without blanks around it. */
  onChange: (text: string) => void;
  label: string;
  placeholder: string;
  /** As the list of shortcuts says it: `Search the list`, `Links`. */
  shortcut: { does: string; where: string };
  maxLength: number;
}

export function SearchField({ value, onChange, label, placeholder, shortcut, maxLength }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value);
  const [told, setTold] = useState(value);
  useShortcut('/', () => input.current?.select(), shortcut);

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
        placeholder={placeholder}
        aria-label={label}
        aria-keyshortcuts="/"
        maxLength={maxLength}
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
