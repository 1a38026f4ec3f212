/** Copies a text and says so, on screen and to screen readers. */
import { Check, Copy } from 'lucide-react';
import type { Ref } from 'react';
import { useEffect, useState } from 'react';
import type { ButtonLook } from './button.tsx';
import { Button } from './button.tsx';
import styles from './copy-button.module.css';
import { notify } from './toast.tsx';

/** How long the tick stays before the icon is a copy icon again. */
const TICK_MS = 1600;

interface CopyButtonProps extends ButtonLook {
  text: string;
  /** What is copied: "Copy {what}". */
  what: string;
  /** Shows the words beside the icon. */
  labelled?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function CopyButton({ text, what, labelled = false, ref, ...look }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), TICK_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      notify({
        tone: 'danger',
        title: 'Could not copy',
        text: 'The browser did not allow it. Select the text and copy it by hand.',
      });
    }
  }

  return (
    <Button
      {...look}
      {...(ref && { ref })}
      className={look.look === 'ghost' ? styles.quiet : undefined}
      icon={!labelled}
      onClick={() => void copy()}
      {...(!labelled && { 'aria-label': `Copy ${what}` })}
    >
      {copied ? <Check size={14} aria-hidden className={styles.copied} /> : <Copy size={14} aria-hidden />}
      {labelled && (copied ? 'Copied' : 'Copy')}
      <span className="visually-hidden" role="status">
        {copied ? `${what} copied` : ''}
      </span>
    </Button>
  );
}
