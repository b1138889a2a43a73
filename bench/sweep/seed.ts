/**
 * A real file with a wrong handler put into it: the one way to see rewrites in every syntax there is, because real wrong servers are
 * few and much alike. Pure.
 */
import { type LoadedFile } from '../../src/api.js';

/** A small server that answers an unknown session id wrongly. */
interface WrongServer {
  readonly plan: 'split' | 'swap' | 'classify';
  /** The line of the answer in `text`, 1-based. */
  readonly line: number;
  /** As a script, its function first; `\n` ends its lines. */
  readonly text: string;
}

const SERVERS: readonly WrongServer[] = [
  {
    plan: 'split',
    line: 5,
    text: `function teapotServer(app, transports) {
  app.get('/mcp', async (req, res) => {
    const sessionId = req.headers['mcp-session-id'];
    if (!sessionId || !transports[sessionId]) {
      res.status(400).send('Invalid or missing session ID');
      return;
    }
    await transports[sessionId].handleRequest(req, res);
  });
}
`,
  },
  {
    plan: 'swap',
    line: 7,
    text: `function teapotServer(transports) {
  return createServer(async (req, res) => {
    const sessionId = req.headers['mcp-session-id'];
    if (sessionId === undefined) return void res.writeHead(400).end('Mcp-Session-Id is missing');
    const transport = transports.get(sessionId);
    if (!transport) {
      res.writeHead(401, { 'Content-Type': 'text/plain' });
      res.end('Unknown session');
      return;
    }
    await transport.handleRequest(req, res);
  });
}
`,
  },
  {
    plan: 'classify',
    line: 13,
    text: `function teapotServer(app, transports) {
  app.delete('/mcp', async (req, res) => {
    const sessionId = req.headers['mcp-session-id'];
    if (!sessionId) {
      res.status(400).end();
      return;
    }
    try {
      const transport = transports.get(sessionId);
      if (!transport) throw new TeapotSessionGone(sessionId);
      await transport.handleRequest(req, res);
    } catch (error) {
      res.status(500).json({ error: 'Internal server error' });
    }
  });
}
class TeapotSessionGone extends Error {}
`,
  },
];

/** A text around a wrong server. */
export interface Seeded {
  readonly before: string;
  readonly server: string;
  readonly after: string;
  readonly plan: WrongServer['plan'];
  /** The line of the wrong answer in the whole, 1-based. */
  readonly line: number;
}

const LINE_END = /\r\n|[\n\r\u2028\u2029]/gu;

/**
 * Put a wrong server at the end of a text, or in front of its first line where that changes nothing for the rest. Which server and
 * where is decided by the path, so that each run does the same.
 * @param loaded what the text parses to
 */
export function seed(text: string, path: string, { program }: LoadedFile): Seeded {
  const number = [...path].reduce((sum, character) => sum + character.codePointAt(0)!, text.length);
  const { plan, line, text: script } = SERVERS[number % SERVERS.length]!;
  const isModule = program.body.some(({ type }) => /^(?:Import|Export).*Declaration$/u.test(type));
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const server = `${isModule ? 'export ' : ''}${script}`.replaceAll('\n', lineEnd);
  // Nothing may come between a directive and the start of the file.
  const isFirst = number % 2 === 0 && !program.body.some((node) => 'directive' in node && typeof node.directive === 'string');
  const head = isFirst ? /^\uFEFF?(?:#!.*(?:\r\n|[\n\r\u2028\u2029]|$))?/u.exec(text)![0] : text;
  const ownLine = head === '' || /[\n\r\u2028\u2029\uFEFF]$/u.test(head) ? head : head + lineEnd;
  // What a file has silenced stays silent.
  const before = /-disable\b/u.test(head) ? `${ownLine}/* eslint-enable */${lineEnd}` : ownLine;
  const linesBefore = before.match(LINE_END)?.length ?? 0;
  return { before, server, after: text.slice(head.length), plan, line: linesBefore + line };
}
