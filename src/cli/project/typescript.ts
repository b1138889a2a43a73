import { createRequire } from 'node:module';
import type * as TsMorph from 'ts-morph';
import type { ts } from 'ts-morph';

export type TypeScript = typeof ts;
export type { ts };

const require = createRequire(import.meta.url);
let libraries: ReadonlyMap<string, string> | undefined;

/** The compiler that ts-morph brings along. Loading it takes a while, so only whoever needs an answer of it asks. */
export function loadTypeScript(): TypeScript {
  return (require('ts-morph') as typeof TsMorph).ts;
}

/** The compiler's own declarations (`lib.es2023.d.ts` …) by name. ts-morph carries them as texts, not as files. */
export function libraryFiles(): ReadonlyMap<string, string> {
  if (!libraries) {
    const fromTsMorph = createRequire(require.resolve('ts-morph'));
    const common = fromTsMorph('@ts-morph/common') as { getLibFiles(): { fileName: string; text: string }[] };
    libraries = new Map(common.getLibFiles().map(({ fileName, text }) => [fileName, text]));
  }
  return libraries;
}
