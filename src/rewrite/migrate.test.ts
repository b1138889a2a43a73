/** A repair that never comes to an end: nothing is changed, and a person is asked. */
import { expect, test } from 'vitest';
import { MemoryProject } from '../analysis/snippets/memory-project.js';
import { migrateFiles } from '../api.js';
import { parseWithOxc } from '../parsers/oxc.js';
import { migrateText } from './migrate.js';

const WRONG = `app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return res.status(400).end();
  await sessions.get(sid).handleRequest(req, res);
});
`;

/** A host in which one file always looks as it did at first, whatever is written. */
class StubbornProject extends MemoryProject {
  constructor(files: Readonly<Record<string, string>>, private readonly stubborn: string) {
    super(files);
  }

  override setText(path: string, text: string): void {
    if (path !== this.stubborn) super.setText(path, text);
  }
}

test('a text', () => {
  const program = parseWithOxc(WRONG, 'server.js');
  const { output, rewritten, left } = migrateText(`\uFEFF${WRONG}`, () => program);
  expect({ output, rewritten }).toEqual({ output: `\uFEFF${WRONG}`, rewritten: [] });
  expect(left.map(({ line, plan }) => [line, plan.kind, plan.edits, plan.reason?.includes('come to an end')])).toEqual([[4, 'manual', [], true]]);
});

test('a file among others, which are repaired', () => {
  const project = new StubbornProject({ 'a.js': WRONG, 'b.js': WRONG }, 'a.js');
  const { outputs, rewritten, left } = migrateFiles(['a.js', 'b.js'], project);
  expect([...outputs.keys()]).toEqual(['b.js']);
  expect(rewritten.map(({ path }) => path)).toEqual(['b.js']);
  expect(left.map(({ path, plan }) => [path, plan.kind])).toEqual([['a.js', 'manual']]);
  expect(project.files).toEqual({ 'a.js': WRONG, 'b.js': WRONG.replace('res.status(400).end();\n  await', 'res.status(404).end();\n  await') });
});
