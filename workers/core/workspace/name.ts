/** How long the name of a workspace may be: what fits its switcher on a phone. */
export const MAX_WORKSPACE_NAME_CHARS = 32;
