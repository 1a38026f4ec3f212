/** One label in its list: what it is, how many links have it, and what can be done with it. */
import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../design/button.tsx';
import { Menu, MenuItem } from '../design/menu.tsx';
import styles from '../settings/settings.module.css';

interface LabelRowProps {
  name: string;
  mark?: ReactNode;
  detail: ReactNode;
  /** Absent for those who may only look. */
  onEdit?: (() => void) | undefined;
  onDelete?: (() => void) | undefined;
}

export function LabelRow({ name, mark, detail, onEdit, onDelete }: LabelRowProps) {
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <p className={styles.name}>
          {mark}
          {name}
        </p>
        <p className={styles.detail}>{detail}</p>
      </div>
      {onEdit && onDelete && (
        <Menu
          trigger={
            <Button size="small" look="ghost" icon aria-label={`Actions for ${name}`}>
              <Ellipsis size={16} aria-hidden />
            </Button>
          }
        >
          <MenuItem onClick={onEdit}>
            <Pencil size={14} aria-hidden />
            Change…
          </MenuItem>
          <MenuItem danger onClick={onDelete}>
            <Trash2 size={14} aria-hidden />
            Delete…
          </MenuItem>
        </Menu>
      )}
    </li>
  );
}
