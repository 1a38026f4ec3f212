/** Which step of the first click comes next. */

export type Step = 'make' | 'open' | 'see' | 'done';

export interface Progress {
  links: number;
  /** The link was opened from here; a click may also come from elsewhere. */
  opened: boolean;
  clicks: number;
}

/** A click that is counted ends it, however it came. */
export function nextStep({ links, opened, clicks }: Progress): Step {
  if (clicks > 0) return 'done';
  if (links === 0) return 'make';
  return opened ? 'see' : 'open';
}

/** More links than this are nobody's first. */
const FEW_LINKS = 20;

/** Whether a workspace with these links is at its beginning. */
export function hasNoClicks(links: readonly { clicks: number }[]): boolean {
  return links.length <= FEW_LINKS && links.every(({ clicks }) => clicks === 0);
}
