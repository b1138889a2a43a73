/** Random small servers in which a dead session surfaces as an error: who throws it, who catches it, and what else comes there. */
import type fc from 'fast-check';
import type { Method } from '../../report.js';
import { type Choices, choices, type Framework } from './choices.snippets.js';
import { type Declaration, filesOf, LAYOUTS } from './files.snippets.js';
import { handlerOf } from './handlers.snippets.js';
import { Writer } from './writer.snippets.js';

export interface ServerText {
  readonly files: Readonly<Record<string, string>>;
  /** The file that starts it. */
  readonly entry: string;
  readonly methods: readonly Method[];
  readonly choices: Choices;
}

const APPS: Readonly<Record<Framework, { readonly module: string; readonly name: string; readonly make?: string } | undefined>> = {
  express: { module: 'express', name: 'express', make: 'const app = express();' },
  fastify: { module: 'fastify', name: 'fastify', make: 'const app = fastify();' },
  hono: { module: 'hono', name: '{ Hono }', make: 'const app = new Hono();' },
  node: { module: 'node:http', name: '{ createServer }' },
  web: undefined,
};

/** Names that the rewrite would like to have. */
const TAKEN: Readonly<Record<Choices['taken'], readonly string[]>> = {
  nothing: [],
  local: [],
  class: [`const SessionNotFoundError = 'not a class';`, 'void SessionNotFoundError;'],
  test: ['const isSessionNotFound = () => false;', 'void isSessionNotFound;'],
  helper: ['const sessionNotFound = () => count();', 'void sessionNotFound;'],
};

function write(c: Choices): ServerText {
  const isCommon = c.modules.language === 'cjs';
  if (isCommon && c.framework === 'web') return write({ ...c, modules: { ...c.modules, language: 'js' } });
  // `require` does not wait: files that require each other would not run as they are.
  if (isCommon && c.modules.layout.errors === 'server' && c.modules.layout.store !== 'server') return write({ ...c, modules: { ...c.modules, layout: LAYOUTS[1]! } });
  const w = new Writer(c);
  const app = APPS[c.framework];
  const head = !app ? [] : [isCommon ? `const ${app.name} = require('${app.module}');` : `import ${app.name} from '${app.module}';`];
  const routes: string[] = [];
  const catchings = c.framework === 'node' || c.second === undefined ? [c.first] : [c.first, c.second];
  const methods: readonly Method[] = (['POST', 'GET'] as const).slice(0, catchings.length);
  for (const [index, own] of catchings.entries()) {
    const method = methods[index]!;
    const { parameters, lines, wrapper } = handlerOf(w, own, index === 0 ? '' : 'Again');
    const typed = parameters.split(', ').map((one) => one + w.type(': any')).join(', ');
    if (c.framework === 'web') routes.push(...w.block(`export async function ${method}(${typed})`, lines));
    else if (c.framework === 'node') routes.push(...w.block(`createServer(async (${typed}) =>`, lines, '}).listen(3000);'));
    else routes.push(...w.block(`app.${method.toLowerCase()}('/mcp', ${wrapper ? `${wrapper}(` : ''}async (${typed}) =>`, lines, wrapper ? '}));' : '});'));
  }
  // What has the name already is what the server means by it.
  if ((c.taken === 'class' || c.taken === 'local') && w.declarations.some(({ name }) => name === 'SessionNotFoundError')) return write({ ...c, taken: 'nothing' });
  const body = [...(app?.make ? [app.make] : []), ...TAKEN[c.taken], ...routes, ...w.rest, ...(app?.make ? ['app.listen({ port: 3000 });'] : [])];
  const files = filesOf(c.modules, inOrder(c, w.declarations), head, body);
  const texts = Object.entries(files).map(([path, lines]) => [path, textOf(c, lines)] as const);
  return { files: Object.fromEntries(texts), entry: `server.${c.modules.language === 'ts' ? 'ts' : 'js'}`, methods, choices: c };
}

function inOrder({ below }: Choices, declarations: readonly Declaration[]): readonly Declaration[] {
  // What others extend must be there when the file is run.
  const isLate = ({ unit, name }: Declaration): boolean => unit === 'errors' && name !== 'ServerError';
  return below ? [...declarations.filter((one) => !isLate(one)), ...declarations.filter(isLate)] : declarations;
}

function textOf({ semicolons, lineBreak }: Choices, lines: readonly string[]): string {
  const text = lines.join('\n').replace(/^\n+/u, '');
  return (semicolons ? text : text.replaceAll(/;$/gmu, '')).replaceAll('\n', lineBreak);
}

export const servers: fc.Arbitrary<ServerText> = choices.map(write);
