import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Finding } from '../src/report.js';
import { migrateText } from '../src/rewrite/migrate.js';
import transform from './unknown-id-status.js';

vi.mock(import('../src/rewrite/migrate.js'));

const left = {
  line: 7,
  column: 3,
  message: 'The answer is wrong.',
  plan: { kind: 'manual', edits: [], reason: 'Somebody must choose.' },
} as unknown as Finding;

/** An engine that parses like the real one and then replaces 400. */
beforeEach(() => {
  vi.mocked(migrateText).mockReset().mockImplementation((text, parse) => {
    parse(text.replace(/^\uFEFF/u, ''));
    return { output: text.replaceAll('400', '404'), rewritten: [], left: text.includes('manual') ? [left] : [] };
  });
});

describe('the transform', () => {
  test.each(['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'])('rewrites .%s', (extension) => {
    const path = `src/server.${extension}`;
    const types = extension.includes('ts') ? ': number' : '';
    const jsx = extension.endsWith('x') ? '<p>{sessionId}</p>;\n' : '';
    const source = `const sessionId${types} = 400;\n${jsx}`;
    expect(transform({ path, source })).toBe(source.replace('400', '404'));
  });

  test('gives nothing when nothing changes', () => {
    expect(transform({ path: 'a.ts', source: 'const sessionId = 1;' })).toBeUndefined();
    expect(migrateText).toHaveBeenCalledOnce();
  });

  test('does not even parse a file without sessions', () => {
    expect(transform({ path: 'a.ts', source: 'status(400' })).toBeUndefined();
    expect(migrateText).not.toHaveBeenCalled();
  });

  test('keeps the byte order mark and CRLF', () => {
    const source = '\uFEFF// sessionId\r\nstatus(400);\r\n';
    expect(transform({ path: 'a.js', source })).toBe('\uFEFF// sessionId\r\nstatus(404);\r\n');
  });

  test('reports what is left to a person', () => {
    const report = vi.fn();
    transform({ path: 'a.ts', source: '// sessionId manual' }, { report });
    expect(report.mock.calls).toEqual([['7:3 The answer is wrong. Somebody must choose.']]);
  });

  test('says where a file does not parse', () => {
    expect(() => transform({ path: 'a.ts', source: '// sessionId\nconst = ;' })).toThrow('Unexpected token (2:7)');
  });
});
