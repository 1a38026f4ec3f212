/** On or off, at once: what takes effect without a save button. */
import { Switch as BaseSwitch } from '@base-ui/react/switch';
import styles from './switch.module.css';

export function Switch({
  label,
  describedBy,
  on,
  onChange,
  disabled = false,
}: {
  label: string;
  describedBy?: string;
  on: boolean;
  onChange: (on: boolean) => void;
  disabled?: boolean;
}) {
  return (
    <BaseSwitch.Root
      aria-label={label}
      {...(describedBy && { 'aria-describedby': describedBy })}
      checked={on}
      onCheckedChange={onChange}
      disabled={disabled}
      className={styles.track}
    >
      <BaseSwitch.Thumb className={styles.thumb} />
    </BaseSwitch.Root>
  );
}
