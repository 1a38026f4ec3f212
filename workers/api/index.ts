/** The api worker: management, reports, auth and live sockets, for the web app, tenants and SDKs. */
import { createApp } from './app.ts';

const app = createApp();

export default { fetch: app.fetch } satisfies ExportedHandler<ApiEnv>;
