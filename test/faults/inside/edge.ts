/** The edge worker with a clock that can be stepped and a vault that may refuse. */
import './clock.ts';
import worker from '../../../workers/edge/index.ts';
import { current, dice, obey } from './orders.ts';
import { faultyVault } from './vault.ts';

export * from '../../../workers/edge/index.ts';

export default {
  async fetch(request, env, ctx) {
    const VAULT = faultyVault(env.VAULT, dice, () => current.faults.vault.refused);
    return (await obey(request)) ?? worker.fetch(request, { ...env, VAULT }, ctx);
  },
} satisfies ExportedHandler<EdgeEnv>;
