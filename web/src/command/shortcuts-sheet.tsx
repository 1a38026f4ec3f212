/** What the keyboard can do on this page, by part of the app. */
import { Dialog, DialogBody } from '../design/dialog.tsx';
import { Kbd } from '../design/kbd.tsx';
import { type ShortcutHelp, useListedShortcuts } from '../shell/shortcut.ts';
import styles from './shortcuts-sheet.module.css';

const EVERYWHERE = 'Everywhere';

export function ShortcutsSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const groups = Map.groupBy(useListedShortcuts(), (shortcut: ShortcutHelp) => shortcut.where ?? EVERYWHERE);
  const sorted = [...groups].toSorted(([a], [b]) => Number(a === EVERYWHERE) - Number(b === EVERYWHERE));
  return (
    <Dialog open={open} onClose={onClose} title="Keyboard shortcuts">
      <DialogBody>
        {sorted.map(([where, shortcuts]) => (
          <section key={where}>
            <h3 className={styles.where}>{where}</h3>
            <dl className={styles.list}>
              {shortcuts.map(({ keys, does }) => (
                <div key={keys} className={styles.row}>
                  <dt>{does}</dt>
                  <dd>
                    <span className="visually-hidden">{keys}</span>
                    {keys.split(' ').map((key) => (
                      <Kbd key={key}>{key.length === 1 ? key.toUpperCase() : key}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </DialogBody>
    </Dialog>
  );
}
