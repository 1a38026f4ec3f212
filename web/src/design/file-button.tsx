/** A button that opens the system's choice of a file. */
import type { ReactNode } from 'react';
import { buttonClass } from './button.tsx';
import styles from './file-button.module.css';

export const PICTURES = 'image/png,image/jpeg,image/webp,image/gif';

interface FileButtonProps {
  /** Media types or endings, separated by commas. */
  accept: string;
  onChoose: (file: File) => void;
  children: ReactNode;
}

export function FileButton({ accept, onChoose, children }: FileButtonProps) {
  return (
    <label className={buttonClass({ size: 'small' }, styles.file)}>
      {children}
      <input
        type="file"
        accept={accept}
        className="visually-hidden"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // The same file may be chosen again after it was taken away.
          event.target.value = '';
          if (file) onChoose(file);
        }}
      />
    </label>
  );
}
