import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { objections } from './release.js';

const release = { tag: 'v1.2.3', version: '1.2.3', pluginVersion: '1.2.3', changelog: '# Changelog\n\n## 1.2.3, 2030-01-02\n\n## 1.2.2, unreleased\n' };

test('a release whose version is the same everywhere', () => {
  expect(objections(release)).toEqual([]);
});

test.each([
  ['tag', { tag: 'v1.2.4' }],
  ['plugin', { pluginVersion: '1.2.2' }],
  ['changelog, an older version', { changelog: '# Changelog\n\n## 1.2.2\n' }],
  ['changelog, empty', { changelog: '# Changelog\n' }],
  ['changelog, unreleased', { changelog: '# Changelog\n\n## 1.2.3, unreleased\n' }],
])('objects: %s', (_name, change) => {
  expect(objections({ ...release, ...change })).toHaveLength(1);
});

test('the program stops a release of another version', () => {
  const program = fileURLToPath(new URL('release.js', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [program], { encoding: 'utf8', env: { ...process.env, GITHUB_REF_NAME: 'v0.0.1' } });
  expect(stderr).toContain('the tag is v0.0.1');
  expect(status).toBe(1);
});

test('the workflow gives the right to sign to the job that publishes, and no text of others to a shell', () => {
  const text = readFileSync(new URL('../.github/workflows/release.yml', import.meta.url), 'utf8');
  const { permissions, jobs } = parse(text);
  expect(permissions).toEqual({ contents: 'read' });
  expect(jobs.test.permissions).toBeUndefined();
  expect(jobs.publish).toMatchObject({ needs: 'test', permissions: { contents: 'read', 'id-token': 'write' } });
  expect(jobs.publish.steps.at(-1)).toEqual({ run: 'npm publish --provenance --access public' });
  expect(text).not.toMatch(/\$\{\{|secrets|NODE_AUTH_TOKEN/u);
});
