/** Every button, and the look for links that act as one. */
import type { ComponentProps } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names.ts';

export interface ButtonLook {
  look?: 'primary' | 'secondary' | 'ghost' | 'danger' | undefined;
  size?: 'normal' | 'small' | undefined;
  /** Square, for a single icon; give the button an `aria-label`. */
  icon?: boolean | undefined;
  wide?: boolean | undefined;
}

/** Classes of a button, for elements that are not `<button>`, such as router links. */
export function buttonClass(
  { look = 'secondary', size = 'normal', icon = false, wide = false }: ButtonLook,
  extra?: string,
): string {
  return classNames(
    styles.button,
    styles[look],
    size === 'small' && styles.small,
    icon && styles.icon,
    wide && styles.wide,
    extra,
  );
}

export function Button({
  look,
  size,
  icon,
  wide,
  className,
  type = 'button',
  ...rest
}: ButtonLook & ComponentProps<'button'>) {
  return <button type={type} className={buttonClass({ look, size, icon, wide }, className)} {...rest} />;
}
