/** The api worker: management, reports, auth and live sockets, for the web app, tenants and SDKs. */
import { createApp } from './app.ts';

export { RateLimiter } from './limit/rate-limiter.ts';

const app = createApp();

export default { fetch: app.fetch } satisfies ExportedHandler<ApiEnv>;
