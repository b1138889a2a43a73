/** The ways in which a random server's catching clauses answer. */
import type { Catching, Framework } from './choices.snippets.js';
import type { Writer } from './writer.snippets.js';

/** What follows an answer: `return` with it, a `return` of its own, or nothing. */
export type Exit = Catching['exit'];

/** The status 500, as the server writes it. */
export function statusText(w: Writer, kind: Catching['status']): string {
  if (kind === 'constant') return w.declare('INTERNAL_SERVER_ERROR', 'replies', ['const INTERNAL_SERVER_ERROR = 500;']);
  if (kind === 'table') return `${w.declare('STATUS', 'replies', w.block('const STATUS =', ['BAD_REQUEST: 400,', 'NOT_FOUND: 404,', 'INTERNAL_SERVER_ERROR: 500,'], '};'))}.INTERNAL_SERVER_ERROR`;
  return '500';
}

const SEND: Readonly<Record<Framework, (status: string, text: string) => string>> = {
  express: (status, text) => `response.status(${status}).json({ error: ${text} })`,
  node: (status, text) => `response.writeHead(${status}).end(${text})`,
  fastify: (status, text) => `response.code(${status}).send({ error: ${text} })`,
  web: (status, text) => `new Response(${text}, { status: ${status} })`,
  hono: (status, text) => `c.json({ error: ${text} }, ${status})`,
};
const REPLY: Readonly<Record<Framework, string>> = { express: 'response', node: 'response', fastify: 'response', web: '', hono: 'c' };

/** A helper that is told the status. */
function refuse(w: Writer, status: string, text: string): string {
  const { framework } = w.c;
  const reply = REPLY[framework];
  const any = w.type(': any');
  const parameters = [reply, 'status', 'text'].filter((one) => one !== '').map((one) => one + any).join(', ');
  const helper = w.declare('refuse', 'replies', w.block(`function refuse(${parameters})`, [`return ${SEND[framework]('status', 'text')};`]));
  return `${helper}(${reply === '' ? '' : `${reply}, `}${status}, ${text});`;
}

/** A helper that answers 500. */
function broken(w: Writer): string {
  const { framework } = w.c;
  const reply = REPLY[framework];
  const helper = w.declare('broken', 'replies', w.block(`function broken(${reply === '' ? '' : reply + w.type(': any')})`, [`return ${SEND[framework]('500', `'Internal error'`)};`]));
  return `${helper}(${reply});`;
}

/**
 * The statements of an answer.
 * @param text a text, or a template literal
 */
export function answerLines(w: Writer, form: number, status: string, text: string, exit: Exit): string[] {
  const { framework } = w.c;
  const quoted = text.startsWith('`') ? text : `'${text}'`;
  const rpc = `{ jsonrpc: '2.0', error: { code: -32603, message: ${quoted} }, id: null }`;
  const plain = [`${SEND[framework](status, quoted)};`];
  const own: Readonly<Record<Framework, readonly (readonly string[])[]>> = {
    express: [
      [`response.status(${status}).json(${rpc});`],
      [`response.status(${status}).send(${quoted});`],
      [`response.status(${status});`, `response.json({ error: ${quoted} });`],
      [`response.statusCode = ${status};`, `response.end(${quoted});`],
      [`const body = ${rpc};`, `response.status(${status}).json(body);`],
      [`response.setHeader('X-Failed', '1');`, `response.status(${status}).send(${quoted});`],
      [`response.writeHead(${status}, { 'Content-Type': 'application/json' });`, `response.end(JSON.stringify(${rpc}));`],
    ],
    node: [
      [`response.writeHead(${status}, { 'Content-Type': 'application/json' });`, `response.end(JSON.stringify(${rpc}));`],
      [`response.statusCode = ${status};`, `response.end(${quoted});`],
      [`response.writeHead(${status}).end(JSON.stringify(${rpc}));`],
    ],
    fastify: [
      [`response.status(${status}).send(${rpc});`],
      [`response.code(${status});`, `response.send({ error: ${quoted} });`],
      [`response.header('X-Failed', '1').code(${status}).send({ error: ${quoted} });`],
    ],
    web: [
      [`Response.json(${rpc}, { status: ${status} });`],
      [`const body = JSON.stringify(${rpc});`, `new Response(body, { status: ${status}, headers: { 'Content-Type': 'application/json' } });`],
      [`const made = new Response(${quoted}, { status: ${status} });`, 'made;'],
    ],
    hono: [[`c.json(${rpc}, ${status});`], [`c.text(${quoted}, ${status});`], [`c.body(${quoted}, ${status});`]],
  };
  const forms = own[framework];
  const index = form % (forms.length + 3);
  const helped = index === 1 ? [refuse(w, status, quoted)] : index === 2 && status === '500' ? [broken(w)] : undefined;
  const lines = helped ?? (index < 3 ? plain : forms[index - 3]!);
  if (exit === 'value') return [...lines.slice(0, -1), `return ${lines.at(-1)!}`];
  return exit === 'then' ? [...lines, 'return;'] : [...lines];
}
