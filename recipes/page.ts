/** What the pages tell people to copy. The tests take it from there, so that what is copied is what was run. */
import { readFileSync } from 'node:fs';

export interface Block {
  /** The file that the block is the content of; undefined where no name stands above it. */
  readonly file?: string;
  readonly language: string;
  readonly code: string;
}

const FENCE = /(?:^`(?<file>[^`\n]+)`:\n\n)?^```(?<language>\w+)\n(?<code>[^]*?)^```$/gmu;

/** The fenced blocks of a page, in order. */
export function blocksOf(page: string): Block[] {
  const text = readFileSync(new URL(`../docs/${page}`, import.meta.url), 'utf8');
  return [...text.matchAll(FENCE)].map(({ groups }) => {
    const { file, language, code } = groups as { file?: string; language: string; code: string };
    return { language, code, ...(file !== undefined && { file }) };
  });
}

/** The content of a file as a page gives it. */
export function fileIn(page: string, file: string, which = 0): string {
  const found = blocksOf(page).filter((block) => block.file === file)[which];
  if (!found) throw new Error(`docs/${page} does not show ${file}`);
  return found.code;
}
