/** The forms on GitHub: it shows none of them, and says nothing, if a key is missing. */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseOptions } from '../src/cli/options.js';
import { read, ROOT } from './pages.js';

interface Element {
  readonly type: string;
  readonly id?: string;
  readonly attributes: { readonly label?: string; readonly value?: string; readonly options?: readonly string[]; readonly render?: string };
  readonly validations?: { readonly required: boolean };
}
interface Form {
  readonly name: string;
  readonly description: string;
  readonly title?: string;
  readonly labels?: readonly string[];
  readonly body: readonly Element[];
}

const FOLDER = '.github/ISSUE_TEMPLATE/';
const files = readdirSync(new URL(FOLDER, ROOT)).sort();
const forms = files.filter((name) => name !== 'config.yml');
const contributing = read('CONTRIBUTING.md');

test('there is one for each thing that CONTRIBUTING.md asks for', () => {
  expect(files).toEqual(['bad-rewrite.yml', 'config.yml', 'false-report.yml', 'missed-bug.yml']);
});

test.each(forms)('%s is a form', (file) => {
  const form = parse(read(FOLDER + file)) as Form;
  expect(Object.keys(form).filter((key) => !['name', 'description', 'title', 'labels', 'body'].includes(key))).toEqual([]);
  expect(contributing).toContain(`*${form.name}*`);
  expect(form.description).toMatch(/\.$/u);
  const questions = form.body.filter(({ type }) => type !== 'markdown');
  const ids = questions.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(questions.length).toBeGreaterThan(2);
  for (const { type, id, attributes, validations } of form.body) {
    expect(['markdown', 'textarea', 'input', 'dropdown']).toContain(type);
    if (type === 'markdown') {
      expect(attributes.value).toBeTruthy();
      continue;
    }
    expect(id).toMatch(/^[\w-]+$/u);
    expect(attributes.label).toBeTruthy();
    expect(validations).toEqual({ required: true });
    expect(type === 'dropdown' ? attributes.options!.length : 2).toBeGreaterThan(1);
    expect(attributes.render === undefined || type === 'textarea').toBe(true);
  }
});

test.each(forms)('the commands of %s are right', (file) => {
  const commands = [...read(FOLDER + file).matchAll(/`npx eslint-plugin-mcp-session (?<words>[^`]+)`/gu)].map(({ groups }) => groups!['words']!);
  expect(commands).toHaveLength(1);
  for (const words of commands) expect(() => parseOptions(words.replace('<file>', 'a.ts').replace('<line>', '1').split(' '))).not.toThrow();
});

test('config.yml links to pages', () => {
  const { blank_issues_enabled, contact_links } = parse(read(`${FOLDER}config.yml`)) as { blank_issues_enabled: boolean; contact_links: Record<string, string>[] };
  expect(blank_issues_enabled).toBeTypeOf('boolean');
  for (const link of contact_links) {
    expect(Object.keys(link).sort()).toEqual(['about', 'name', 'url']);
    expect(link['url']).toMatch(/^https:\/\//u);
  }
});

test('the pull request template asks for what CONTRIBUTING.md calls done', () => {
  const boxes = read('.github/PULL_REQUEST_TEMPLATE.md').match(/^- \[ \] /gmu);
  expect(boxes).toHaveLength(4);
  for (const word of ['A test fails without the change and passes with it.', '`npm test` and `npm run lint` pass.', 'near miss']) {
    expect(read('.github/PULL_REQUEST_TEMPLATE.md')).toContain(word);
    expect(contributing).toContain(word);
  }
});
