import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.js';

describe('parseOptions', () => {
  it('defaults to this folder, as text', () => {
    expect(parseOptions(['check'])).toEqual({ command: 'check', paths: ['.'], format: 'text', strict: false, inFile: false, diff: false, typecheck: true });
    expect(parseOptions(['migrate'])).toEqual({ command: 'migrate', paths: ['.'], format: 'text', strict: false, inFile: false, dryRun: false, allowDirty: false, typecheck: true });
  });

  it('takes flags before, between and after the paths', () => {
    expect(parseOptions(['--format=json', 'check', 'a', '--diff', 'b'])).toEqual({ command: 'check', paths: ['a', 'b'], format: 'json', strict: false, inFile: false, diff: true, typecheck: true });
    expect(parseOptions(['check', '--in-file', '--diff', '--no-typecheck'])).toMatchObject({ inFile: true, diff: true, typecheck: false });
    expect(parseOptions(['migrate', '--', '-odd.ts'])).toMatchObject({ paths: ['-odd.ts'] });
    expect(parseOptions(['migrate', '--strict', '--settings', 'mcp.json', 'a'])).toMatchObject({ paths: ['a'], strict: true, settings: 'mcp.json' });
  });

  it('lets help and version win', () => {
    expect(parseOptions([])).toEqual({ command: 'help' });
    expect(parseOptions(['nonsense', '-h'])).toEqual({ command: 'help' });
    expect(parseOptions(['check', '--version'])).toEqual({ command: 'version' });
  });

  it.each([
    [['fix'], 'unknown command "fix"'],
    [['src/server.ts'], 'unknown command "src/server.ts"'],
    [['check', '--fix'], "unknown option '--fix'"],
    [['check', '-x'], "unknown option '-x'"],
    [['check', '--dry-run'], '--dry-run belongs to migrate'],
    [['check', '--allow-dirty'], '--allow-dirty belongs to migrate'],
    [['check', '--no-typecheck'], '--no-typecheck has no meaning without --diff'],
    [['migrate', '--diff'], '--diff belongs to check'],
    [['migrate', '--dry-run', '--allow-dirty'], '--allow-dirty has no meaning'],
    [['check', '--format', 'xml'], 'unknown format "xml"'],
    [['check', '--format'], 'argument missing'],
    [['check', '--diff=yes'], 'does not take an argument'],
    [['--diff'], '--diff needs a command'],
    [['migrate', ''], 'a path is empty'],
  ])('refuses %j', (argv, message) => {
    expect(() => parseOptions(argv)).toThrow(message);
  });
});
