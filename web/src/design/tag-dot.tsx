/** A tag by its colour, and a tag by colour and name. The colour only repeats what the name says. */
import type { WireTag } from '#core/tag/wire.ts';
import { classNames } from './class-names.ts';
import styles from './tag-dot.module.css';

export function TagDot({ color }: { color: WireTag['color'] }) {
  return <span aria-hidden className={classNames(styles.dot, styles[color])} />;
}

export function TagChip({ tag }: { tag: WireTag }) {
  return (
    <span className={styles.tag} title={tag.name}>
      <TagDot color={tag.color} />
      <span className={styles.name}>{tag.name}</span>
    </span>
  );
}
