import type { Demo } from '../../dev/demo/file.ts';
export declare const SCREENSHOTS_DIR: string;
/** Signs in with the demo account and writes `<page>-<width>-<scheme>.png`. Resolves with the paths written. */
export declare function takeScreenshots(demo: Demo, folder?: string): Promise<string[]>;
