import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.js';

describe('parseOptions', () => {
  it('defaults to this folder, as text', () => {
    expect(parseOptions(['check'])).toEqual({ command: 'check', paths: ['.'], format: 'text', quiet: false, maxFindings: 0, strict: false, inFile: false, diff: false, typecheck: true });
    expect(parseOptions(['migrate'])).toEqual({ command: 'migrate', paths: ['.'], format: 'text', quiet: false, maxFindings: 0, strict: false, inFile: false, dryRun: false, allowDirty: false, typecheck: true });
  });

  it('takes flags before, between and after the paths', () => {
    expect(parseOptions(['--format=json', 'check', 'a', '--diff', 'b'])).toEqual({ command: 'check', paths: ['a', 'b'], format: 'json', quiet: false, maxFindings: 0, strict: false, inFile: false, diff: true, typecheck: true });
    expect(parseOptions(['check', '--in-file', '--diff', '--no-typecheck'])).toMatchObject({ inFile: true, diff: true, typecheck: false });
    expect(parseOptions(['migrate', '--', '-odd.ts'])).toMatchObject({ paths: ['-odd.ts'] });
    expect(parseOptions(['migrate', '--strict', '--settings', 'mcp.json', 'a'])).toMatchObject({ paths: ['a'], strict: true, settings: 'mcp.json' });
  });

  it('takes what a report is to look like, and which part of the files to look at', () => {
    expect(parseOptions(['check', '--quiet', '--max-findings', '3', '--shard', '2/3', '--format', 'sarif'])).toMatchObject({ quiet: true, maxFindings: 3, shard: { index: 2, count: 3 }, format: 'sarif' });
    expect(parseOptions(['migrate', '--dry-run', '--shard', '1/1'])).toMatchObject({ dryRun: true, shard: { index: 1, count: 1 } });
    expect(parseOptions(['merge-reports', 'a.json', 'b.json', '--format', 'markdown'])).toEqual({ command: 'merge-reports', reports: ['a.json', 'b.json'], format: 'markdown', quiet: false, maxFindings: 0 });
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
    [['check', '--format', 'xml'], 'unknown format "xml": use text, json, github, sarif or markdown'],
    [['check', '--explain', 'a.ts:1', '--format', 'sarif'], '--explain prints text or json, not sarif'],
    [['check', '--explain', 'a.ts:1', '--quiet'], 'leave out --quiet'],
    [['check', '--explain', 'a.ts:1', '--shard', '1/2'], 'leave out --shard'],
    [['check', '--max-findings', '-1'], "argument is ambiguous"],
    [['check', '--max-findings', 'many'], '--max-findings needs a whole number, not "many"'],
    [['check', '--max-findings='], '--max-findings needs a whole number, not ""'],
    [['check', '--shard', '0/3'], '--shard needs a part and the number of parts, such as 2/3, not "0/3"'],
    [['check', '--shard', '4/3'], '--shard needs a part'],
    [['check', '--shard', '1'], '--shard needs a part'],
    [['migrate', '--shard', '1/2'], '--shard is for check and for migrate --dry-run'],
    [['merge-reports'], 'merge-reports needs the files'],
    [['merge-reports', 'a.json', '--strict'], '--strict belongs to the runs'],
    [['merge-reports', 'a.json', '--shard', '1/2'], '--shard belongs to the runs'],
    [['check', '--format'], 'argument missing'],
    [['check', '--diff=yes'], 'does not take an argument'],
    [['--diff'], '--diff needs a command'],
    [['migrate', ''], 'a path is empty'],
  ])('refuses %j', (argv, message) => {
    expect(() => parseOptions(argv)).toThrow(message);
  });
});
