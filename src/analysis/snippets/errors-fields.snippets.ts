/** What is known of an error decides what a clause makes of it: class, code, name, message, and fields that it has not. */
import type { Snippet } from './snippet.js';

const HANDLER = (clause: string, thrown: string, head = ''): string => `${head}
const app = express();
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'] as string | undefined;
  if (!sid) return void res.status(400).end();
  try {
    const session = sessions.get(sid);
    if (!session) ${thrown}
    await session.transport.handleRequest(req, res, req.body);
  } catch (error) {
    ${clause}
  }
});
app.listen(3000);
`;

const PLAIN = `throw new Error('Session not found');`;
const WITH_ID = 'throw new Error(`Session ${sid} not found`);';
const WITH_CODE = `throw Object.assign(new Error('gone'), { code: 'SESSION_NOT_FOUND' });`;
const ASSIGNED = `{\n      const gone = new Error('gone');\n      gone.code = 'SESSION_NOT_FOUND';\n      throw gone;\n    }`;
const ASSIGNED_LATER = `{\n      const gone = new Error('gone');\n      Object.assign(gone, { code: 'SESSION_NOT_FOUND' });\n      throw gone;\n    }`;
const OWN = `class SessionError extends Error {\n  code = 'SESSION_NOT_FOUND';\n  constructor(message: string) {\n    super(message);\n    this.name = this.constructor.name;\n  }\n}\n`;
const THROW_OWN = `throw new SessionError('over');`;

/** Clauses that answer 404 because of what they know, with the error that they know it of. */
const RIGHT: readonly (readonly [name: string, clause: string, thrown: string, head?: string])[] = [
  ['the whole message', `res.status(error.message === 'Session not found' ? 404 : 500).end();`, PLAIN],
  ['a part of the message', `if (error.message.includes('not found')) return void res.status(404).end();\n    res.status(500).end();`, PLAIN],
  ['a part of a message with the id in it', `if (error.message.includes('not found')) return void res.status(404).end();\n    res.status(500).end();`, WITH_ID],
  ['a pattern for a message with the id in it', `if (/session .* not found/iu.test(error.message)) return void res.status(404).end();\n    res.status(500).end();`, WITH_ID],
  ['a pattern kept in a constant', `if (GONE.test(error.message)) return void res.status(404).end();\n    res.status(500).end();`, PLAIN, 'const GONE = /not found|expired/iu;'],
  ['match', `res.status(error.message.match(/not found/u) ? 404 : 500).end();`, PLAIN],
  ['indexOf', `res.status(error.message.indexOf('not found') !== -1 ? 404 : 500).end();`, PLAIN],
  ['lower case', `res.status(error.message.toLowerCase().startsWith('session') ? 404 : 500).end();`, PLAIN],
  ['name and message in one text', 'if (/session.*not found/iu.test(`${error.name} ${error.message}`)) return void res.status(404).end();\n    res.status(500).end();', PLAIN],
  ['name, message and id in one text', 'if (/session.*not found/iu.test(`${error.name} ${error.message}`)) return void res.status(404).end();\n    res.status(500).end();', WITH_ID],
  ['the error as a text', `if (String(error).includes('not found')) return void res.status(404).end();\n    res.status(500).end();`, PLAIN],
  ['a pattern that is too hard to try', `if (/^(?:(?:session|transport) )*(?:not )+found/iu.test(error.message)) return void res.status(404).end();\n    res.status(500).end();`, PLAIN],
  ['a code', `if (error.code === 'SESSION_NOT_FOUND') return void res.status(404).end();\n    res.status(500).end();`, WITH_CODE],
  ['a code, set on the error', `if (error.code === 'SESSION_NOT_FOUND') return void res.status(404).end();\n    res.status(500).end();`, ASSIGNED],
  ['a code, set by Object.assign as a statement', `if (error.code === 'SESSION_NOT_FOUND') return void res.status(404).end();\n    res.status(500).end();`, ASSIGNED_LATER],
  ['a code that the type does not have', `if (error instanceof Error && 'code' in error && error.code === 'SESSION_NOT_FOUND') return void res.status(404).end();\n    res.status(500).end();`, WITH_CODE],
  ['one of several codes', `res.status(['SESSION_NOT_FOUND', 'SESSION_EXPIRED'].includes(error.code) ? 404 : 500).end();`, WITH_CODE],
  ['a switch over the code', `switch (error.code) {\n      case 'SESSION_NOT_FOUND':\n        return void res.status(404).end();\n      default:\n        return void res.status(500).end();\n    }`, THROW_OWN, OWN],
  ['the name of the class, set by itself', `if (error.name === 'SessionError') return void res.status(404).end();\n    res.status(500).end();`, THROW_OWN, OWN],
  ['the name of the class, through its constructor', `if (error.constructor.name === 'SessionError') return void res.status(404).end();\n    res.status(500).end();`, THROW_OWN, OWN],
  ['the class', `if (error instanceof SessionError) return void res.status(404).end();\n    res.status(500).end();`, THROW_OWN, OWN],
  ['a subclass', `if (error instanceof SessionError) return void res.status(404).end();\n    res.status(500).end();`, `throw new ClosedError('over');`, `${OWN}class ClosedError extends SessionError {}\n`],
  ['a function of the file', `if (isGone(error)) return void res.status(404).end();\n    res.status(500).end();`, WITH_CODE, `function isGone(error: unknown): boolean {\n  return error instanceof Error && (error as { code?: string }).code === 'SESSION_NOT_FOUND';\n}\n`],
  ['a function of the file that gives the status', `res.status(statusOf(error)).end();`, WITH_CODE, `function statusOf(error: any): number {\n  if (error.code === 'SESSION_NOT_FOUND') return 404;\n  return 500;\n}\n`],
  ['a class of another file that may be above that of the error', `if (error instanceof HttpError) return void res.status(error.status).end();\n    res.status(500).end();`, `throw new NoSuchSession(sid);`, `import { HttpError, NoSuchSession } from './errors.js';`],
  ['a field that a class of another file may have', `res.status(error.statusCode || 500).end();`, `throw new NoSuchSession(sid);`, `import { NoSuchSession } from './errors.js';`],
  ['a field of a class that sets what it is given', `res.status(error.statusCode || 500).end();`, `throw new Failure({ statusCode: 404 });`, `class Failure extends Error {\n  constructor(options: object) {\n    super('failed');\n    for (const key of Object.keys(options)) this[key] = options[key];\n  }\n}\n`],
  ['whatever another file makes of it', `const { status, body } = toHttp(error);\n    res.status(status).json(body);`, PLAIN],
  ['rethrown as an error that says 404', `throw Object.assign(new Error('gone'), { status: 404, cause: error });`, PLAIN],
];

/** Clauses that ask, and answer a dead session wrongly all the same. */
const WRONG: readonly (readonly [name: string, clause: string, thrown: string, head?: string])[] = [
  ['a message that it has not', `if (error.message.includes('timed out')) return void res.status(504).end();\n    res.status(500).end(); // report 500 any`, PLAIN],
  ['a code that it has not', `if (error.code === 'ECONNREFUSED') return void res.status(503).end();\n    res.status(500).end(); // report 500 any`, PLAIN],
  ['another code', `if (error.code === 'RATE_LIMITED') return void res.status(429).end();\n    res.status(500).end(); // report 500 any`, WITH_CODE],
  ['a class that it is not', `if (error instanceof SyntaxError) return void res.status(400).end();\n    res.status(500).end(); // report 500 any`, PLAIN],
  ['a ladder of classes', `if (error instanceof SessionError) {\n      res.status(500).json({ error: 'gone' }); // report 500 any\n    } else if (error instanceof TypeError) {\n      res.status(422).end();\n    } else {\n      res.status(503).end();\n    }`, THROW_OWN, OWN],
  ['its own code, with 401', `if (error.code === 'SESSION_NOT_FOUND') return void res.status(401).end(); // report 401 any\n    res.status(500).end();`, WITH_CODE],
  ['its own message, with 400', `res.status(error.message === 'Session not found' ? 400 : 500).end(); // report 400 any`, PLAIN],
  ['a switch over the code, with 410', `switch (error.code) {\n      case 'SESSION_NOT_FOUND':\n        return void res.status(410).end(); // report 410 any\n      default:\n        return void res.status(500).end();\n    }`, THROW_OWN, OWN],
  ['a status that it has not', `res.status(error.statusCode || 500).end(); // report 500 any`, PLAIN],
  ['a status that its class has not', `res.status(error.statusCode ?? 500).end(); // report 500 any`, THROW_OWN, OWN],
  ['a failed lookup that is used', `if (error.code === 'ENOENT') return void res.status(410).end();\n    res.status(500).end(); // report 500 any`, `{}`],
  ['thrown on to a clause around it', `throw error;`, PLAIN],
];

const around = (code: string): string => code.replace('  try {\n', '  try {\n  try {\n').replace('    throw error;\n  }\n', '    throw error;\n  }\n  } catch (problem) {\n    res.status(500).end(); // report 500 any\n  }\n');

export const snippets: Snippet[] = [
  ...RIGHT.map(([name, clause, thrown, head]): Snippet => ({ name: `told apart by ${name}`, code: HANDLER(clause, thrown, head) })),
  ...WRONG.map(([name, clause, thrown, head]): Snippet => ({ name: `not told apart: ${name}`, code: name.startsWith('thrown on') ? around(HANDLER(clause, thrown, head)) : HANDLER(clause, thrown, head) })),
];
