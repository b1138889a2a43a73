/**
 * All that is said of every snippet and made of it, but for messages: a change of the code that changes any of it shows in a diff.
 * The other tests say what is right, this one what is different. After a change that is meant: `npx vitest run golden -u`, and read the diff.
 */
import { expect, test } from 'vitest';
import { allSnippets } from './all.snippets.js';
import { type Code, portrait } from './portrait.js';

const themes = (await allSnippets()).map(({ theme, snippets, rewrites, strictSnippets }): [string, readonly Code[]] => [theme, [...snippets, ...rewrites, ...strictSnippets]]);

test.each(themes)('%s', async (theme, codes) => {
  await expect(`${codes.map(portrait).join('\n\n')}\n`).toMatchFileSnapshot(`golden/${theme}.txt`);
});
