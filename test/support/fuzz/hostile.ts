/** What a hostile or broken client sends in place of a value. */
import fc from 'fast-check';

const MAX_LONG_CHARS = 5_000;

/** Each has broken some program somewhere. */
const TEXTS: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202egnp.exe',
  '\ufeff',
  'ﬃ𝒳é️‍🔥'.repeat(20),
  'x'.repeat(MAX_LONG_CHARS),
  'a\r\nX-Injected: yes',
  "' OR '1'='1",
  '"; DROP TABLE links; --',
  "') UNION SELECT hash FROM tokens --",
  '*"^(NEAR/',
  '%',
  '_',
  '\\',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '{{7*7}}${7*7}',
  'javascript:alert(1)',
  'JaVaScRiPt\t:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'http://169.254.169.254/latest/meta-data',
  'https://[::ffff:127.0.0.1]/',
  'https://user:pass@acme.test/',
  'https://xn--',
  'https://аррӏе.test/',
  'NaN',
  '1e309',
  '-0',
  '9'.repeat(40),
  'null',
  'true',
  '2027-13-45',
  '+275760-09-14T00:00:00Z',
  'ext_',
  '_root',
  '__proto__',
  'constructor',
  'hasOwnProperty',
];

/** Text with anything in it. */
export function hostileText(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(...TEXTS),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ maxLength: 300 }),
  );
}

const nested = (levels: number): unknown =>
  Array.from({ length: levels }).reduce<unknown>((inner, _, at) => (at % 2 ? { a: inner } : [inner]), 'deep');

/** Any JSON: the wrong type, the wrong size, the wrong depth. */
export function hostileJson(): fc.Arbitrary<unknown> {
  return fc.oneof(
    hostileText(),
    fc.constantFrom<unknown>(null, true, 0, -1, 0.5, 1e308, Number.MAX_SAFE_INTEGER + 1, [], {}, [null], [[]]),
    fc.constantFrom<unknown>(nested(10), nested(18), nested(400)),
    fc.constant(Array.from({ length: 1_500 }, () => 'x')),
    fc.constant(JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},"toString":1}')),
    fc.jsonValue({ maxDepth: 3 }),
  );
}

/** Part of an address as it goes over the wire: text encoded as it should be, or not. */
export function hostilePart(): fc.Arbitrary<string> {
  return fc.oneof(
    hostileText().map((text) => encodeURIComponent(text.toWellFormed())),
    fc.constantFrom(
      '%',
      '%zz',
      '%E0%A4%A',
      '%C0%80',
      '%00',
      '%ff',
      '%25%32%35',
      '%0d%0aX-Injected:%20yes',
      '..%2f..',
      ';',
      '@',
      '+',
      '%u0041',
    ),
  );
}

/** What a header may hold on its way here: the protocol itself keeps line breaks out. */
export function hostileHeader(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(
      '',
      '"',
      'W/"',
      '*',
      ',',
      ';q=',
      'x'.repeat(3_000),
      '\t',
      '\u00ff\u0080',
      '%0d%0aX-Injected: yes',
      '../',
      'null',
      '-1',
    ),
    fc.string({
      unit: fc.constantFrom(...Array.from(' !"#$%&\'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~\u00e9')),
      maxLength: 80,
    }),
  );
}
