/** Turns what the engine said when it could not start into one sentence that says what to do. */

const EXPLANATIONS: readonly (readonly [RegExp, (dataDir: string) => string])[] = [
  [
    /Cannot lock file|Another server instance/,
    (dataDir) =>
      `Another process is using the ClickHouse data in ${dataDir}. Stop the other Hopline that runs from this folder, then start again.`,
  ],
  [
    /EADDRINUSE/,
    () =>
      'The port for ClickHouse is taken by another program. Stop it, or choose other ports with `npm start -- --port 9000`.',
  ],
  [
    /MODULE_NOT_FOUND|Cannot find module|libchdb|no native binding|ERR_DLOPEN_FAILED|chdb_node/,
    () =>
      `There is no ClickHouse engine for ${process.platform}-${process.arch} in node_modules. Run \`npm ci\` again; it exists for Linux (glibc) and macOS on x64 and arm64.`,
  ],
  [
    /EACCES|EPERM|Permission denied/,
    (dataDir) =>
      `The ClickHouse data in ${dataDir} may not be written by this user. Give the folder to the user who runs Hopline.`,
  ],
  [/No space left|ENOSPC/, (dataDir) => `The disk that holds ${dataDir} is full. Make room, then start again.`],
];

export function explainStartFailure(message: string, dataDir: string): string {
  const known = EXPLANATIONS.find(([pattern]) => pattern.test(message));
  if (known) return known[1](dataDir);
  const said = message.trim().split('\n')[0]?.slice(0, 300);
  return `ClickHouse cannot open its data in ${dataDir}. Start from nothing with \`npm start -- --fresh\` (local data is lost). It said: ${said}`;
}
