/** Reads which unique index a failed D1 write ran into. */

const UNIQUE = /UNIQUE constraint failed: ([\w., ]+)/;

/** The last column of the violated index, as `table.column`; undefined when the error is something else. */
export function violatedColumn(error: unknown): string | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const columns = UNIQUE.exec(at.message)?.[1];
    if (columns !== undefined) return columns.split(',').at(-1)?.trim();
  }
  return undefined;
}
