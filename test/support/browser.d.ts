import { type Browser } from 'playwright-core';
/** Starts the browser. `HOPLINE_CHROMIUM` names another executable; off Linux x64 an installed Chrome is used. */
export declare function launchBrowser(): Promise<Browser>;
