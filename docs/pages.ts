/** The Markdown pages of this repository, taken apart for the tests. */
import { readdirSync, readFileSync } from 'node:fs';

export const ROOT = new URL('../', import.meta.url);

const FOLDERS = ['', 'docs', 'bench', '.github'];

/** All pages, by their path from the root. */
export const PAGES: readonly string[] = FOLDERS.flatMap((folder) => {
  const names = readdirSync(new URL(`${folder}/`.replace(/^\/$/u, './'), ROOT), { recursive: folder !== '', encoding: 'utf8' });
  return names.filter((name) => /^(?!.*(?:node_modules|[\\/]\.)).+\.md$/u.test(name)).map((name) => `${folder}/${name.replaceAll('\\', '/')}`.replace(/^\//u, ''));
}).sort();

export const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');

export interface Example {
  readonly language: string;
  readonly code: string;
  /** Of the opening fence. */
  readonly line: number;
  /** The paragraph above: what the page says of the block. */
  readonly lead: string;
  /** The last heading above, without its marks. */
  readonly heading: string;
}

/** The fenced blocks of a page, in order. */
export function examplesOf(page: string): Example[] {
  return [...page.matchAll(/^(?<fence>```+)(?<language>\w*)\n(?<code>[^]*?)^\k<fence>$/gmu)].map(({ groups, index }) => {
    const above = page.slice(0, index).trimEnd();
    const heading = [...withoutCode(above).matchAll(/^#+ (.+)$/gmu)].at(-1)?.[1] ?? '';
    const { language, code } = groups as Record<'language' | 'code', string>;
    return { language, code, line: page.slice(0, index).split('\n').length, lead: above.split(/\n\s*\n/u).at(-1)!, heading };
  });
}

/** What is in fences is no heading and no link. */
function withoutCode(page: string): string {
  return page.replace(/^(?<fence>```+)[^]*?^\k<fence>$/gmu, '');
}

/** The anchors that GitHub gives to the headings of a page. */
export function anchorsOf(page: string): Set<string> {
  const seen = new Map<string, number>();
  const anchors = [...withoutCode(page).matchAll(/^#{1,6} (.+)$/gmu)].map(([, title]) => {
    const slug = title!.trim().toLowerCase().replace(/\[(.+?)\]\(.+?\)/gu, '$1').replace(/[^\p{L}\p{N}_ -]/gu, '').replaceAll(' ', '-');
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${times}`;
  });
  return new Set(anchors);
}

/** The links and images of a page that lead into this repository. */
export function linksOf(page: string): string[] {
  const text = withoutCode(page).replace(/(?<ticks>`+)[^`]+\k<ticks>/gu, '');
  return [...text.matchAll(/\]\((?<target>[^)\s]+)\)/gu)].map(({ groups }) => groups!['target']!).filter((target) => !/^[a-z]+:/u.test(target));
}

/** The two texts of a diff: what it takes away or adds, each with all that stays. */
export function sidesOf(diff: string): { before: string; after: string } {
  const lines = diff.split('\n').filter((line) => !/^(?:---|\+\+\+|@@) /u.test(line));
  const side = (sign: string): string => lines.filter((line) => line.startsWith(' ') || line.startsWith(sign)).map((line) => `${line.slice(1)}\n`).join('');
  return { before: side('-'), after: side('+') };
}

/** The README's example. */
export const readmeDiff = (): string => examplesOf(read('README.md')).find(({ language }) => language === 'diff')!.code;
