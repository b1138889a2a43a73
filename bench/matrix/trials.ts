/** The rows of the matrix: every host in the versions that matter. */
import type { Sandbox } from '../../recipes/sandbox.js';
import { PARSERS, type Parser, SHAPES, type Shape, tryEslint } from './eslint.js';
import { type Runtime, versionOf } from './installs.js';
import { tryOxlint } from './oxlint.js';
import { type Consumer, tryJscodeshift, tryNpx, tryTypes } from './programs.js';
import { sources } from './sources.js';

/** One row: something that is tried on every line of Node. */
export interface Trial {
  readonly host: string;
  readonly version: string;
  /** The project in which it runs. */
  readonly box: Sandbox;
  /**
   * @param work an empty folder in the project
   * @returns what went wrong; a text where upstream does not support it: why
   */
  readonly run: (runtime: Runtime, work: Sandbox) => readonly string[] | string;
}

export interface Lab {
  /** A project with the plugin, and with packages by their specs. */
  readonly install: (...specs: string[]) => Sandbox;
  /** Whether somebody wants to see this row. */
  readonly chosen: (host: string) => boolean;
}

const COMMON = ['typescript@6', 'typescript-eslint@8'];
/** Babel 7 knows ESLint up to 9; Babel 8 knows Node from 22.18 on. */
const ESLINTS = [
  { spec: 'eslint@9.15.0', babel: '7' },
  { spec: 'eslint@9', babel: '7' },
  { spec: 'eslint@10', babel: '8' },
];
const wanted = sources();

export function* allTrials(lab: Lab): Generator<Trial> {
  for (const trials of [eslints, oxlint, jscodeshift, npx, types]) yield* trials(lab);
}

function* eslints({ install, chosen }: Lab): Generator<Trial> {
  const names = PARSERS.flatMap((parser) => SHAPES.map((shape) => ({ parser, shape, host: `ESLint, ${parser}, ${shape}` })));
  // The shapes differ in nothing that a parser could notice: `extends` is tried with one.
  const trials = names.filter(({ parser, shape, host }) => (shape !== 'extends' || parser === 'espree') && chosen(host));
  if (trials.length === 0) return;
  for (const { spec, babel } of ESLINTS) {
    const box = install(spec, ...COMMON, `@babel/core@${babel}`, `@babel/eslint-parser@${babel}`);
    const version = versionOf(box, 'eslint');
    for (const { host, parser, shape } of trials) {
      const reason = (node: string): string | undefined => unsupported(parser, shape, version, babel, node);
      yield { host, version, box, run: (node, folder) => reason(node.version) ?? tryEslint(node.node, box.path('node_modules/eslint/bin/eslint.js'), folder, parser, shape, wanted) };
    }
  }
}

function unsupported(parser: Parser, shape: Shape, eslint: string, babel: string, node: string): string | undefined {
  const [major = 0, minor = 0] = eslint.split('.').map(Number);
  if (shape === 'extends' && major === 9 && minor < 22) return 'ESLint has `defineConfig` from 9.22 on';
  if (parser === 'Babel' && babel === '8' && Number.parseInt(node) < 22) return "Babel's parser 7 does not run on ESLint 10, and 8 not on Node 20";
  return undefined;
}

function* oxlint({ install, chosen }: Lab): Generator<Trial> {
  for (const spec of chosen('oxlint') ? ['oxlint@1.89', 'oxlint@1'] : []) {
    const box = install(spec);
    yield { host: 'oxlint', version: versionOf(box, 'oxlint'), box, run: ({ node }, folder) => tryOxlint(node, box.path('node_modules/oxlint/bin/oxlint'), folder, wanted) };
  }
}

function* jscodeshift({ install, chosen }: Lab): Generator<Trial> {
  if (!chosen('jscodeshift')) return;
  const box = install('jscodeshift@17');
  const version = versionOf(box, 'jscodeshift');
  yield { host: 'jscodeshift', version, box, run: ({ node }, folder) => tryJscodeshift(node, box, folder, [], wanted) };
  yield { host: 'jscodeshift --no-babel', version, box, run: ({ node }, folder) => tryJscodeshift(node, box, folder, ['--no-babel'], wanted) };
}

function* npx({ install, chosen }: Lab): Generator<Trial> {
  if (!chosen('npx')) return;
  const box = install();
  const version = versionOf(box, 'eslint-plugin-mcp-session');
  for (const command of ['check', 'migrate'] as const) yield { host: `npx ${command}`, version, box, run: ({ node }) => tryNpx(node, box, command, wanted) };
}

function* types({ install, chosen }: Lab): Generator<Trial> {
  // Names in quotes, which `require` needs, are understood from 5.6 on, and what `require` gives from 5.9 on.
  const tried: [string, Consumer][] = [
    ['5.6', 'consumer.mts'],
    ['5', 'consumer.mts'],
    ['5', 'consumer.cts'],
    ['6', 'consumer.mts'],
    ['6', 'consumer.cts'],
  ];
  for (const [line, consumer] of tried) {
    const host = `types, ${consumer}`;
    if (!chosen(host)) continue;
    const box = install(`typescript@${line}`, 'eslint@10', '@types/node@20');
    yield { host, version: versionOf(box, 'typescript'), box, run: ({ node }) => tryTypes(node, box, consumer) };
  }
}
