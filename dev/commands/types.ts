/** `npm run types`: generates the workers' Env types from their configuration. */
import { generateEnvTypes } from '../check/env-types.ts';
import { runCommand } from './run.ts';

await runCommand(generateEnvTypes);
