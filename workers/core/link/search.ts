/** What people type into a search box, as words. How a store matches them is the store's own matter. */
import type { TagStore } from '../tag/tag.ts';

/** One word of a search. All words of a search must be found, each in any field. */
export interface SearchWord {
  /** As typed, without white space; `acme.com/lau` is one word. */
  text: string;
  /** Tags whose name begins with the word: links with one of them match, too. */
  tagIds: string[];
}

export interface LinkSearch {
  words: SearchWord[];
  /** False: a word may go on beyond what was typed. */
  whole: boolean;
}

/** More words than this narrow nothing. */
const MAX_WORDS = 8;
/** Tags that one word may stand for. */
const MAX_TAGS_PER_WORD = 20;
/** What the index holds: letters, digits, their marks, and symbols such as emoji. Everything else separates. */
const HAS_TEXT = /[\p{L}\p{N}\p{So}\p{Co}]/u;

/** Null when nothing that could be found was typed. */
export async function parseSearch(text: string, whole: boolean, tags: TagStore): Promise<LinkSearch | null> {
  const words = searchWords(text);
  if (words.length === 0) return null;
  const tagIds = await Promise.all(words.map((word) => tags.idsByPrefix(word, MAX_TAGS_PER_WORD)));
  return { whole, words: words.map((word, index) => ({ text: word, tagIds: tagIds[index] ?? [] })) };
}

/** Words with something in them that can be found, in the order typed. */
export function searchWords(text: string): string[] {
  const typed = text
    .normalize('NFC')
    .toWellFormed()
    .split(/[\s\0]+/u);
  return typed.filter((word) => HAS_TEXT.test(word)).slice(0, MAX_WORDS);
}
