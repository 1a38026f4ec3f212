/** What every command shares: a failure is one sentence on stderr and an exit code, not a stack of frames. */

/** Set to see the frames too. */
const DEBUG = 'HOPLINE_DEBUG';

export async function runCommand(command: () => Promise<number | void>): Promise<void> {
  try {
    process.exitCode = (await command()) || 0;
  } catch (error) {
    const failure = error as Error;
    console.error(process.env[DEBUG] ? failure.stack : `\n${failure.message}`);
    process.exitCode = 1;
  }
  // The channel to dev/start.mjs would keep this process alive.
  if (process.connected) process.disconnect();
}
