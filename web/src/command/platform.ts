/** What the keyboard in front of the person has on it. */

/** True where shortcuts are pressed with ⌘ instead of Ctrl. */
export const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);
