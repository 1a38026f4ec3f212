/** Device, browser and operating system from the User-Agent header: names and major versions, nothing finer. */
import { parse } from 'bowser';
import type { Step } from './draft.ts';
import { inAppBrowser } from './in-app.ts';
import { Recent } from './recent.ts';

export interface UserAgent {
  /** Desktop, Mobile, Tablet, TV or Unknown. */
  device: string;
  browser: string;
  browserVersion: string;
  os: string;
  osVersion: string;
}

/** About 1 MB. A few thousand strings make up nearly all traffic; parsing one costs about 20 µs. */
const MAX_REMEMBERED_AGENTS = 4_096;
const UNKNOWN = 'Unknown';

const DEVICES: Record<string, string> = { desktop: 'Desktop', mobile: 'Mobile', tablet: 'Tablet', tv: 'TV' };
/** Systems that only run on desks, for user agents that do not say what they run on. */
const DESKTOP_SYSTEMS: ReadonlySet<string> = new Set(['Windows', 'macOS', 'Linux', 'Chrome OS']);
/** Shorter names where the library's differ from what people call the thing. */
const BROWSERS: Record<string, string> = {
  'Microsoft Edge': 'Edge',
  'Samsung Internet for Android': 'Samsung Internet',
  Generic: UNKNOWN,
};

const remembered = new Recent<UserAgent>(MAX_REMEMBERED_AGENTS);

export const putUserAgent: Step = ({ event, row }) => {
  const agent = remembered.get(event.ua, parseUserAgent);
  row.device = agent.device;
  row.browser = agent.browser;
  row.browser_version = agent.browserVersion;
  row.os = agent.os;
  row.os_version = agent.osVersion;
  return undefined;
};

/** Never throws; unknown parts are `Unknown` (names) or empty (versions). */
export function parseUserAgent(ua: string): UserAgent {
  // The library refuses the empty string.
  if (ua === '') return { device: UNKNOWN, browser: UNKNOWN, browserVersion: '', os: UNKNOWN, osVersion: '' };
  const { browser, os, platform } = parse(ua);
  const system = os.name ?? '';
  const device = DEVICES[platform.type ?? ''] ?? (DESKTOP_SYSTEMS.has(system) ? 'Desktop' : UNKNOWN);
  const app = inAppBrowser(ua);
  return {
    device,
    browser: app ?? BROWSERS[browser.name ?? ''] ?? (browser.name || UNKNOWN),
    browserVersion: app ? '' : major(browser.version),
    os: system || UNKNOWN,
    osVersion: system === 'Windows' ? (os.versionName ?? '') : osMajor(system, os.version),
  };
}

function major(version: string | undefined): string {
  return /^\d+/.exec(version ?? '')?.[0] ?? '';
}

/** macOS 10 changed its name with every minor version. */
function osMajor(system: string, version: string | undefined): string {
  return system === 'macOS' ? (/^(?:10[._]\d+|\d+)/.exec(version ?? '')?.[0]?.replace('_', '.') ?? '') : major(version);
}
