/** What can speak against a link: a closed list, each sign with its weight. The score of a link is their sum, at most 100. */

interface Sign {
  /** Points of a hundred. */
  weight: number;
  /** For the people who decide. */
  means: string;
}

/** Signs of the address itself come first, then those of how the link came to be: the latter never count alone. */
export const SIGNS = {
  listed: { weight: 100, means: 'It is on a list of dangerous addresses.' },
  disguised: {
    weight: 100,
    means: 'Letters of several scripts, or of one that looks Latin, make the name read as another.',
  },
  credentials: { weight: 80, means: 'A user name stands before the host, so that the address reads as another one.' },
  lookalike: { weight: 60, means: 'The name looks like that of a well-known company, with signs exchanged.' },
  misspelt: { weight: 40, means: 'The name is one letter away from that of a well-known company.' },
  brand: { weight: 35, means: 'The name carries that of a well-known company which does not own it.' },
  ip: { weight: 30, means: 'It is a number instead of a name.' },
  download: { weight: 25, means: 'It leads to a program, not to a page.' },
  shortener: { weight: 20, means: 'It leads to another short link: where the chain ends is hidden.' },
  deep: { weight: 15, means: 'So many names stand before the domain that a phone shows only the first.' },
  login: { weight: 15, means: 'It asks for a sign-in, a payment or a confirmation.' },
  foreign: { weight: 10, means: 'The name holds letters outside the Latin alphabet.' },
  port: { weight: 10, means: 'It is not at the usual port of the web.' },
  hosted: { weight: 10, means: 'It is on a service where anybody can put up pages within a minute.' },
  young: { weight: 15, means: 'The workspace is a few days old.' },
  burst: { weight: 15, means: 'Many links were made there within minutes.' },
} as const satisfies Record<string, Sign>;

export type SignName = keyof typeof SIGNS;
export const SIGN_NAMES = Object.keys(SIGNS) as [SignName, ...SignName[]];

/** Signs of the circumstances: they make a suspicious address worse, and no harmless one suspicious. */
export const CIRCUMSTANTIAL: ReadonlySet<SignName> = new Set<SignName>(['young', 'burst']);

export interface Signal {
  sign: SignName;
  /** As it was when it was found: the table may change, a decision stays explained. */
  weight: number;
  /** What was seen, e.g. `paypa1 reads as paypal`. */
  detail: string;
}

export function signal(sign: SignName, detail: string): Signal {
  return { sign, weight: SIGNS[sign].weight, detail };
}
