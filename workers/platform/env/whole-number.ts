/** Reads a variable that must be a whole number from 1. Throws with its name and value. */
export function wholeNumber(name: string, value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${name} must be a whole number from 1, got "${value}"`);
  return number;
}
