/** Who, as far as we want to know: the daily visitor hash and the preferred language. */
import type { Step } from './draft.ts';

/** 16 hex digits → UInt64 in decimal; 0 stands for a visitor who asked not to be told apart. */
export const putVisitor: Step = ({ event, row }) => {
  if (event.visitor !== '') row.visitor_id = BigInt(`0x${event.visitor}`).toString();
  return undefined;
};

const LANGUAGE = /^([a-z]{2,3})(?:-[a-z]{4})?(?:-([a-z]{2}|\d{3}))?(?:-|$)/i;

/** `de-ch` → `de-CH`, `zh-hans-cn` → `zh-CN`; what is no language tag (`*`, garbage) becomes empty. */
export const putLanguage: Step = ({ event, row }) => {
  const tag = LANGUAGE.exec(event.language);
  if (tag?.[1]) row.language = tag[2] ? `${tag[1].toLowerCase()}-${tag[2].toUpperCase()}` : tag[1].toLowerCase();
  return undefined;
};
