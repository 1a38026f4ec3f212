/** How names of tags, folders and templates are compared: people do not tell "Spring" from "spring". */
export function nameKey(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase();
}
