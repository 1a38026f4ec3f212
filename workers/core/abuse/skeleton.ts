/** What a name looks like: texts with the same skeleton can be taken for each other (Unicode UTS 39, section 4). */
import unhomoglyph from 'unhomoglyph';

/** Pairs of Latin letters that read as one in most fonts; the Unicode table leaves them to us. */
const PAIRS: readonly (readonly [RegExp, string])[] = [
  [/vv/g, 'w'],
  [/cl/g, 'd'],
];

/** Diacritics dropped, every sign replaced by the one it is taken for, lower case. Not for display. */
export function skeletonOf(text: string): string {
  const bare = text.normalize('NFKD').replace(/\p{M}+/gu, '');
  const folded = unhomoglyph(bare).toLowerCase();
  return PAIRS.reduce((name, [pair, one]) => name.replace(pair, one), folded);
}
