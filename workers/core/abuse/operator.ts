/** Who runs the instance: the people named in its configuration, never a role in a workspace. */
import { AppError } from '../error/app-error.ts';

/** E-mail addresses in lower case. */
export type Operators = ReadonlySet<string>;

/** Addresses separated by commas; empty: nobody. Throws for what is no address: a typing error must not make somebody else an operator. */
export function readOperators(text: string): Operators {
  const addresses = text
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== '');
  const wrong = addresses.find((address) => !/^[^\s@]+@[^\s@]+$/.test(address));
  if (wrong !== undefined) throw new Error(`OPERATORS must be e-mail addresses separated by commas, got "${wrong}"`);
  return new Set(addresses);
}

/** Only a confirmed address says who somebody is. */
export function isOperator(operators: Operators, person: { email: string; emailVerified: boolean }): boolean {
  return person.emailVerified && operators.has(person.email.toLowerCase());
}

/** Throws `not_found`: for everybody else there is no desk. */
export function requireOperator(
  operators: Operators,
  person: { email: string; emailVerified: boolean } | undefined,
): void {
  if (!person || !isOperator(operators, person)) throw new AppError('not_found', 'There is nothing here.');
}
