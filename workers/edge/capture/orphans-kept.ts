/** Orphan visits that are kept, of one domain in one isolate. People who mistype stay within it. */
export const ORPHANS_KEPT = { burst: 30, perSecond: 1 };
