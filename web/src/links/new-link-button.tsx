/** The page's main action; on phones the bar under the thumb has it instead. */
import { Plus } from 'lucide-react';
import { Button } from '../design/button.tsx';
import { Kbd } from '../design/kbd.tsx';
import { useCanEdit } from '../shell/workspace.ts';
import { useCreateDialog } from './panel-context.ts';
import styles from './links.module.css';

export function NewLinkButton() {
  const canEdit = useCanEdit();
  const create = useCreateDialog();
  if (!canEdit) return null;
  return (
    <Button look="primary" onClick={create} aria-keyshortcuts="c" className={styles.create}>
      <Plus size={15} aria-hidden />
      New link
      <Kbd onAccent>C</Kbd>
    </Button>
  );
}
