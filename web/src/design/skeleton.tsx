/** A grey shape that stands exactly where the content will be. */
import styles from './skeleton.module.css';

/** Sizes are CSS lengths; numbers mean pixels. */
export function Skeleton({
  width = '100%',
  height = 12,
  radius,
}: {
  width?: number | string;
  height?: number | string;
  radius?: number;
}) {
  return (
    <span
      aria-hidden
      className={styles.bone}
      style={{ width, height, ...(radius !== undefined && { borderRadius: radius }) }}
    />
  );
}
