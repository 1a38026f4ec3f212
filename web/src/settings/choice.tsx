/** Something that can be done with the whole of a thing, and what it means, in a row. */
import { Button } from '../design/button.tsx';
import styles from './settings.module.css';

interface ChoiceProps {
  title: string;
  text: string;
  verb: string;
  danger?: boolean;
  onChoose: () => void;
}

export function Choice({ title, text, verb, danger = false, onChoose }: ChoiceProps) {
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <p className={styles.name}>{title}</p>
        <p className={styles.detail}>{text}</p>
      </div>
      <Button look={danger ? 'danger' : 'secondary'} onClick={onChoose}>
        {verb}
      </Button>
    </div>
  );
}
