/** Host names made to be read as another one: letters of several scripts in one label, or one script's letters that look Latin. */

/** Scripts written together in one language (Unicode UTS 39, "highly restrictive"); Latin stands beside East Asian ones. */
const TOGETHER: readonly (readonly string[])[] = [
  ['Latin', 'Han', 'Hiragana', 'Katakana'],
  ['Latin', 'Han', 'Bopomofo'],
  ['Latin', 'Han', 'Hangul'],
];
const SCRIPTS = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Armenian',
  'Georgian',
  'Hebrew',
  'Arabic',
  'Devanagari',
  'Bengali',
  'Tamil',
  'Telugu',
  'Thai',
  'Han',
  'Hiragana',
  'Katakana',
  'Bopomofo',
  'Hangul',
  'Ethiopic',
  'Khmer',
  'Lao',
  'Myanmar',
  'Sinhala',
  'Gujarati',
  'Gurmukhi',
  'Kannada',
  'Malayalam',
  'Cherokee',
  'Coptic',
  'Tifinagh',
  'Mongolian',
  'Tibetan',
  'Nko',
] as const;
const SCRIPT_PATTERNS = SCRIPTS.map((name): [string, RegExp] => [name, new RegExp(`\\p{Script=${name}}`, 'u')]);
/** Letters of other scripts that most people read as Latin ones. */
const LOOKS_LATIN = /^[асԁеһіјӏорԛѕԝхуҽυνοικτρωαɑɡ0-9-]+$/u;
const HAS_OTHER_LETTER = /\p{Letter}/u;

/** Why the name (in its own script) cannot be taken, or nothing when it can. */
export function disguiseOf(host: string): string | undefined {
  const labels = host.split('.');
  const ending = scriptsOf(labels.at(-1) ?? '');
  for (const label of labels) {
    const scripts = scriptsOf(label);
    if (scripts.size > 1 && !TOGETHER.some((group) => [...scripts].every((script) => group.includes(script))))
      return `mixes letters of ${[...scripts].join(' and ')} in "${label}", which reads like another name`;
    const isForeign = !scripts.has('Latin') && HAS_OTHER_LETTER.test(label);
    if (isForeign && LOOKS_LATIN.test(label) && ![...scripts].some((script) => ending.has(script)))
      return `is written in ${[...scripts].join(' and ')} letters that look like Latin ones`;
  }
  return undefined;
}

function scriptsOf(label: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const char of label) {
    const script = SCRIPT_PATTERNS.find(([, pattern]) => pattern.test(char))?.[0];
    if (script !== undefined) found.add(script);
    else if (HAS_OTHER_LETTER.test(char)) found.add('other');
  }
  return found;
}
