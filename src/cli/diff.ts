/** The unified diff of one file, as `git apply` and `patch -p1` take it; empty when nothing changes. */
export async function unifiedDiff(path: string, before: string, after: string): Promise<string> {
  if (before === after) return '';
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import('diff');
  const options = { context: 3, headerOptions: FILE_HEADERS_ONLY };
  return createTwoFilesPatch(nameInPatch(`a/${path}`), nameInPatch(`b/${path}`), before, after, undefined, undefined, options);
}

/** The quoting that git uses, so that a name with a space or a line break cannot be read as something else. */
function nameInPatch(name: string): string {
  // eslint-disable-next-line no-control-regex -- these are the characters that git quotes
  if (/["\\\u0000-\u001F\u007F]/u.test(name)) return JSON.stringify(name);
  // patch and git end a bare name at white space, unless a tab follows.
  return name.includes(' ') ? `${name}\t` : name;
}
