/**
 * `npm start`: a wrong server, what the analysis predicts of it, its repair, and what it answers when it runs.
 * `npm start -- <path>`: the same question, asked of your own code; nothing is written.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FIXTURE = 'express-sdk-example';
const METHODS = ['POST', 'GET', 'DELETE'];
const SCENARIOS = ['missing', 'unknown', 'live'];

const colours = process.stdout.isTTY === true && !process.env.NO_COLOR;
const paint = (format, text) => (colours ? styleText(format, text) : text);
const print = (...lines) => console.log(lines.join('\n'));

if (!existsSync(join(ROOT, 'dist/src/api.js'))) {
  console.error('dist is missing: run `npm run build` first');
  process.exit(2);
}
const [path] = process.argv.slice(2);
process.exitCode = path === undefined ? await demonstrate() : inspect(path);

/** Run the command line tool on a path of the user's: what is wrong, and what would be changed. */
function inspect(path) {
  const cli = join(ROOT, 'dist/src/cli/bin.js');
  // npm changes to the package's folder; the path was given relative to where the user is.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  const runs = [['check'], ['migrate', '--dry-run']].map((command) => {
    print(paint('bold', `$ mcp-session ${command.join(' ')} ${path}`));
    const { status } = spawnSync(process.execPath, [cli, ...command, '--', resolve(cwd, path)], { cwd, stdio: 'inherit' });
    print('');
    return status;
  });
  // Findings are what one came for, not a failure of the demonstration.
  return runs.every((status) => status === 0 || status === 1) ? 0 : 2;
}

async function demonstrate() {
  const { tsImport } = await import('tsx/esm/api');
  const { loadFixture } = await tsImport('../fixtures/fixture.ts', import.meta.url);
  const { migrate } = await import('../dist/src/api.js');
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import('diff');

  const fixture = loadFixture(join(ROOT, 'fixtures', FIXTURE), FIXTURE);
  const source = join(fixture.directory, 'src');
  const name = `fixtures/${FIXTURE}/src/${fixture.entry}`;
  const before = readFileSync(join(source, fixture.entry), 'utf8');
  const after = migrate(before, fixture.entry).output;
  print(paint('bold', fixture.title), paint('dim', name), '');

  print(paint('bold', 'Before: predicted from the source, then answered by the running server'));
  const wrong = await observe(before, source, fixture);

  const patch = createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, {
    context: 1,
    headerOptions: FILE_HEADERS_ONLY,
  });
  print('', paint('bold', 'Migration'), ...patch.trimEnd().split('\n').map(diffLine));

  print('', paint('bold', 'After'));
  const repaired = await withCopy(source, fixture.entry, after, (folder) => observe(after, folder, fixture));
  const right = METHODS.every((method) => !isWrong(repaired[method]));
  const kept = METHODS.every((method) =>
    ['missing', 'live'].every((scenario) => repaired[method][scenario].status === wrong[method][scenario].status),
  );
  const summary = !right ? 'The server is still wrong.' : !kept ? 'Answers changed that were right.' : undefined;
  print('', summary === undefined ? 'Unknown session ids get 404; the other answers are what they were.' : paint('red', summary));
  return summary === undefined ? 0 : 1;
}

/**
 * Print prediction and reality side by side, and the findings below.
 * @returns what the server answered
 */
async function observe(text, folder, { entry, endpoint, headers }) {
  const { tsImport } = await import('tsx/esm/api');
  const { boot } = await tsImport('../fixtures/boot.ts', import.meta.url);
  const { analyse } = await import('../dist/src/api.js');
  const { probe } = await import('../dist/src/probe/probe.js');

  const { handlers, findings } = analyse(text, entry);
  const server = await boot(join(folder, entry));
  let matrix;
  try {
    ({ matrix } = await probe(new URL(endpoint, server.origin), { headers }));
  } finally {
    await server.stop();
  }
  print(paint('dim', `  ${row('', SCENARIOS)}`));
  for (const method of METHODS) {
    const cells = SCENARIOS.map((scenario) => `${predicted(handlers, method, scenario)} → ${answered(matrix[method], scenario)}`);
    print(`  ${row(method, cells)}`);
  }
  for (const { line, column, message } of findings) print(`  ${paint('dim', `${entry}:${line}:${column}`)} ${message}`);
  return matrix;
}

function row(method, cells) {
  const text = method.padEnd(8) + cells.map((cell) => cell.padEnd(16)).join('');
  return text.trimEnd().replace(/\S+ ✗/u, (wrong) => paint('red', wrong));
}

function predicted(handlers, method, scenario) {
  const cells = handlers.flatMap(({ matrix }) => matrix[method]?.[scenario] ?? []);
  const cell = cells.find(({ outcome }) => outcome === 'status') ?? cells[0];
  if (cell === undefined || cell.outcome === 'unclear') return '?';
  return cell.outcome === 'status' ? String(cell.status) : cell.outcome;
}

/** A never-issued id and one of an ended session should get the same; where they do not, both are shown. */
function answered(cells, scenario) {
  const status = (name) => String(cells[name].status ?? '?');
  if (scenario !== 'unknown') return status(scenario);
  const both = cells.unknown.status === cells.dead.status ? status('unknown') : `${status('unknown')}/${status('dead')}`;
  return isWrong(cells) ? `${both} ✗` : both;
}

function isWrong({ unknown, dead }) {
  return unknown.status !== 404 || dead.status !== 404;
}

function diffLine(line) {
  const colour = line.startsWith('+') ? 'green' : line.startsWith('-') ? 'red' : line.startsWith('@@') ? 'cyan' : undefined;
  return `  ${colour ? paint(colour, line) : line}`.trimEnd();
}

/** Run a task on a copy of the fixture with one file replaced; its dependencies are found through a link. */
async function withCopy(source, entry, text, task) {
  const copy = mkdtempSync(join(tmpdir(), 'mcp-session-demo-'));
  try {
    const folder = join(copy, 'src');
    cpSync(source, folder, { recursive: true });
    cpSync(join(source, '../package.json'), join(copy, 'package.json'));
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction');
    writeFileSync(join(folder, entry), text);
    return await task(folder);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
