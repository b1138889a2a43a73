/** What snippets cannot say: the words of a trace, the order of sites, answers in other files, why a function is not run, and the rules that are not on by default. */
import { describe, expect, it } from 'vitest';
import { analyse, analyseFiles, explain } from '../../api.js';
import { parseWithOxc } from '../../parsers/oxc.js';
import type { RuleId } from '../../report.js';
import { inspect } from '../../rewrite/inspect.js';
import { Source } from '../../syntax/source.js';
import { analyseFile } from '../analyse.js';
import { strictSnippets as excuses } from '../snippets/excuses.snippets.js';
import { strictSnippets as transports } from '../snippets/fresh-transports.snippets.js';
import { MemoryProject } from '../snippets/memory-project.js';
import { strictSnippets as queries } from '../snippets/queries.snippets.js';
import { actualFindings, expectedFindings, type MarkedRule } from '../snippets/snippet.js';

const FILE = 'server.ts';

/** A handler that has `sid`; a missing id is answered before. */
const handler = (text: string): string => `app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  ${text}
});
`;

describe('a trace', () => {
  const told = (text: string): string[] => analyse(handler(text), FILE).findings.flatMap(({ trace }) => trace.map((step) => step.text));
  const WRONG = 'return res.status(401).end();';

  it('quotes a lookup, and cuts a long one short', () => {
    expect(told(`if (!sessions.has(sid)) ${WRONG}`)).toContain('`sessions.has(sid)` finds no session');
    expect(told(`if (!registryOfAllTheTransportsOfThisServer.streamableOnes\n    .has(sid)) ${WRONG}`)).toContain('`registryOfAllTheTransportsOfThisServer.streamableOnes .has(…` finds no session');
  });

  it('tells a search, and a store of sessions that are over', () => {
    expect(told(`if (!list.some((one) => one.sessionId === sid)) ${WRONG}`)).toContain('the search finds no session');
    expect(told(`if (closedSessions.has(sid)) ${WRONG}`)).toContain('`closedSessions.has(sid)` knows the ids of sessions that are over');
  });
});

describe('sites', () => {
  const GET = `app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).end();
  if (!sessions.has(sid)) return refuse(res);
  await sessions.get(sid).handleRequest(req, res);
});
`;
  const REFUSE = 'function refuse(res) {\n  res.status(401).end();\n}\n';
  const DELETE = GET.replace('app.get', 'app.delete').replace('refuse(res)', 'res.status(403).end()');

  it('stand in the order of the text, whatever was run first', () => {
    const code = REFUSE + DELETE + GET;
    const { sites } = analyseFile(new Source(parseWithOxc(code, FILE), code));
    expect(sites.map(({ status }) => status)).toEqual([401, 403]);
  });

  it('of transports that are opened, too', () => {
    const opens = (verb: string, name: string): string => `app.${verb}('/mcp', async (req, res) => {\n  const transport = transports.get(req.headers['mcp-session-id']) ?? (await ${name}());\n  await transport.handleRequest(req, res);\n});\n`;
    const opener = (name: string): string => `async function ${name}() {\n  const fresh = new StreamableHTTPServerTransport({ sessionIdGenerator: () => randomUUID() });\n  return fresh;\n}\n`;
    const code = opener('first') + opens('get', 'second') + opens('post', 'first') + opener('second');
    const { creationSites } = analyseFile(new Source(parseWithOxc(code, FILE), code));
    expect(creationSites.map(({ methods }) => methods)).toEqual([['POST'], ['GET']]);
  });

  it('name the file that answers, where it is another one', () => {
    const files = { 'server.ts': `import { refuse } from './refuse.js';\n${GET}`, 'refuse.ts': `export ${REFUSE}` };
    const [found] = analyseFiles(['server.ts'], new MemoryProject(files)).get('server.ts')!.handlers;
    expect(found!.matrix.GET).toEqual({ missing: { outcome: 'status', status: 400, line: 4 }, unknown: { outcome: 'status', status: 401, line: 2, path: 'refuse.ts' }, live: { outcome: 'handled' } });
  });

  it('of a handler that refuses live sessions are none, and an explanation says so', () => {
    const [answer] = explain(handler(`if (!sessions.has(sid)) return res.status(401).end();\n  res.status(403).end();`), FILE, 4).answers;
    expect(answer!.verdict).toBe('not reported: the handler seems to refuse live sessions too, so it has not been understood');
  });

  it('are none where a handler is too large to follow; the others are followed', () => {
    const storeys = Array.from({ length: 7 }, (_, storey) => `function f${storey}() {\n${`  f${storey + 1}();\n`.repeat(8)}}\n`).join('');
    const { findings, notes } = analyse(`${handler('f0();\n  res.status(401).end();')}${GET.replace("'/mcp'", "'/b/mcp'")}${REFUSE}${storeys}function f7() {}\n`, FILE);
    expect(notes).toEqual(['line 1: GET /mcp is too large to follow; nothing is reported there']);
    expect(findings.map(({ line, status }) => [line, status])).toEqual([[14, 401]]);
  });
});

describe('a function that no request comes to', () => {
  const reasons = (code: string): Record<string, string | undefined> =>
    Object.fromEntries(code.split('\n').flatMap((text, index) => {
      const name = /\/\/ (.+)$/u.exec(text)?.[1];
      return name ? [[name, explain(code, FILE, index + 1).reason]] : [];
    }));

  const NOBODY = 'is registered with no framework here, nothing in this file calls it, and none of its first parameters is named like a request (`req`, `request`, `ctx`, `c`, `event` …)';

  it('is handed to somebody, stands in something, is called by others, or by nobody', () => {
    expect(reasons(`
const answer = new Response('x', { status: 500 }); // top
class Table {
  read(id) {
    return this.query(id, (req, res) => {
      if (!sessions.has(req.headers['mcp-session-id'])) res.status(500).end(); // method
    });
  }
}
queue.process('mcp', (job, res) => {
  if (!sessions.has(job.headers['mcp-session-id'])) res.status(500).end(); // handed
  job.rows.forEach((row) => {
    res.status(502).end(); // inner
  });
});
export const handlers = {
  get: (job, out) => {
    if (!sessions.has(job.headers['mcp-session-id'])) out.status(500).end(); // nameless
  },
};
function build() {
  function one(job, out) {
    if (!sessions.has(job.headers['mcp-session-id'])) out.status(500).end(); // nested
  }
  return { one };
}
function two(job, out) {
  if (!sessions.has(job.headers['mcp-session-id'])) out.status(500).end(); // called
  if (job.again) two(job, out);
}
const three = (job, out) => two(job, out);
function four(job, out) {
  log(job);
  two(job, out);
}
const five = (job, out) => two(job, out);
const six = (job, out) => two(job, out);
function seven(job, out) {
  if (!sessions.has(job.headers['mcp-session-id'])) out.status(500).end(); // lonely
}
log(five, six, three);
function eight(req, out) {
  if (!sessions.has(req.headers['mcp-session-id'])) out.status(500).end(); // tried
}
eight(sample, console);
function unrelated(row) {
  row.status(500).send(); // unrelated
}
`)).toEqual({
      top: 'the line stands in no function, so no request comes here',
      method: 'the function of line 5 is handed to `this.query`, which is not known to run it for a request',
      handed: 'the function of line 10 is handed to `queue.process`, which is not known to run it for a request',
      inner: 'the function of line 12 is handed to `job.rows.forEach`, which is not known to run it for a request',
      nameless: `\`get\` of line 17 ${NOBODY}`,
      nested: '`one` of line 22 stands in `build` of line 21, which is not known to run it for a request',
      called: '`two` of line 27 is called by `three` of line 31, `four` of line 32, `five` of line 36, which no scenario runs up to that call',
      lonely: `\`seven\` of line 38 ${NOBODY}`,
      tried: '`eight` of line 42 is registered with no framework here, and other code of this file uses it in a way that is not followed',
      unrelated: '`unrelated` of line 46 has no session id in reach: it neither reads one nor calls something of this file that does',
    });
  });
});

describe('rules that are not on by default', () => {
  const RULES: Readonly<Record<Exclude<MarkedRule, 'unknown'>, RuleId>> = { missing: 'missing-id-status', implicit: 'no-implicit-session', legacy: 'legacy-sse-status' };

  it.each([...excuses, ...transports, ...queries])('$name', ({ code }) => {
    const strict = analyse(code, FILE, { strict: true }).findings;
    const legacy = inspect(parseWithOxc(code, FILE), code, { idSource: 'query' }).findings;
    const of = (rule: RuleId): typeof strict => (rule === 'legacy-sse-status' ? legacy : strict).filter((one) => one.ruleId === rule);
    for (const [word, rule] of Object.entries(RULES) as [MarkedRule, RuleId][]) {
      const wanted = expectedFindings(code, word);
      expect(actualFindings(of(rule), wanted), word).toEqual(wanted);
    }
    const wanted = expectedFindings(code);
    expect(actualFindings(analyse(code, FILE).findings, wanted)).toEqual(wanted);
  });
});
