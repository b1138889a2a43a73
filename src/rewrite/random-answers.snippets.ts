/** The ways in which a random server's catching clauses answer. */
import type { Declaration } from './random-files.snippets.js';

export type Framework = 'express' | 'node' | 'web' | 'hono' | 'fastify';

interface Declares {
  readonly isTyped: boolean;
  type(annotation: string): string;
  declare(name: string, unit: Declaration['unit'], lines: readonly string[]): string;
}

/** Helpers that answer, which other requests need as well: the file has a use of each. */
export function helperDeclarations(framework: Framework, w: Declares): void {
  void framework;
  void w;
}

/**
 * The statements of an answer.
 * @param text a text, or a template literal
 * @param exit `value`: the last statement returns what it gives; `then`: a `return` follows; `none`: the function goes on
 */
export function answerLines(framework: Framework, form: number, status: string, text: string, exit: 'value' | 'then' | 'none', w: Declares): string[] {
  const quoted = text.startsWith('`') ? text : `'${text}'`;
  const rpc = `{ jsonrpc: '2.0', error: { code: -32603, message: ${quoted} }, id: null }`;
  const any = w.type(': any');
  const isFixed = status === '500';
  const answerer = (): string => {
    const body: Readonly<Record<Framework, string>> = {
      express: 'response.status(status).json({ error: text })',
      node: 'response.writeHead(status).end(text)',
      fastify: 'response.code(status).send({ error: text })',
      web: 'new Response(text, { status })',
      hono: 'c.json({ error: text }, status)',
    };
    const first = { express: `response${any}, `, node: `response${any}, `, fastify: `response${any}, `, web: '', hono: `c${any}, ` }[framework];
    return w.declare('refuse', 'replies', [`function refuse(${first}status${any}, text${any}) {`, `  return ${body[framework]};`, '}']);
  };
  const failer = (): string => {
    const body: Readonly<Record<Framework, string>> = {
      express: `response.status(500).json({ error: 'Internal error' })`,
      node: `response.writeHead(500).end('Internal error')`,
      fastify: `response.code(500).send({ error: 'Internal error' })`,
      web: `new Response('Internal error', { status: 500 })`,
      hono: `c.json({ error: 'Internal error' }, 500)`,
    };
    const first = { express: `response${any}`, node: `response${any}`, fastify: `response${any}`, web: '', hono: `c${any}` }[framework];
    return w.declare('broken', 'replies', [`function broken(${first}) {`, `  return ${body[framework]};`, '}']);
  };
  const forms: Readonly<Record<Framework, readonly (() => string[])[]>> = {
    express: [
      () => [`response.status(${status}).json({ error: ${quoted} });`],
      () => [`response.status(${status}).json(${rpc});`],
      () => [`response.status(${status}).send(${quoted});`],
      () => [`response.status(${status});`, `response.json({ error: ${quoted} });`],
      () => [`${answerer()}(response, ${status}, ${quoted});`],
      () => (isFixed ? [`${failer()}(response);`] : [`response.status(${status}).end();`]),
      () => [`response.statusCode = ${status};`, `response.end(${quoted});`],
      () => [`const body = ${rpc};`, `response.status(${status}).json(body);`],
      () => [`response.setHeader('X-Failed', '1');`, `response.status(${status}).send(${quoted});`],
      () => [`response.writeHead(${status}, { 'Content-Type': 'application/json' });`, `response.end(JSON.stringify(${rpc}));`],
    ],
    node: [
      () => [`response.writeHead(${status}).end(${quoted});`],
      () => [`response.writeHead(${status}, { 'Content-Type': 'application/json' });`, `response.end(JSON.stringify(${rpc}));`],
      () => [`response.statusCode = ${status};`, `response.end(${quoted});`],
      () => [`${answerer()}(response, ${status}, ${quoted});`],
      () => (isFixed ? [`${failer()}(response);`] : [`response.writeHead(${status}).end();`]),
      () => [`response.writeHead(${status}).end(JSON.stringify(${rpc}));`],
    ],
    fastify: [
      () => [`response.code(${status}).send({ error: ${quoted} });`],
      () => [`response.status(${status}).send(${rpc});`],
      () => [`response.code(${status});`, `response.send({ error: ${quoted} });`],
      () => [`${answerer()}(response, ${status}, ${quoted});`],
      () => (isFixed ? [`${failer()}(response);`] : [`response.code(${status}).send();`]),
    ],
    web: [
      () => [`new Response(${quoted}, { status: ${status} });`],
      () => [`Response.json(${rpc}, { status: ${status} });`],
      () => [`${answerer()}(${status}, ${quoted});`],
      () => (isFixed ? [`${failer()}();`] : [`new Response(null, { status: ${status} });`]),
      () => [`const body = JSON.stringify(${rpc});`, `new Response(body, { status: ${status}, headers: { 'Content-Type': 'application/json' } });`],
      () => [`const made = new Response(${quoted}, { status: ${status} });`, 'made;'],
    ],
    hono: [
      () => [`c.json({ error: ${quoted} }, ${status});`],
      () => [`c.json(${rpc}, ${status});`],
      () => [`c.text(${quoted}, ${status});`],
      () => [`${answerer()}(c, ${status}, ${quoted});`],
      () => (isFixed ? [`${failer()}(c);`] : [`c.body(null, ${status});`]),
    ],
  };
  const choices = forms[framework];
  const lines = choices[form % choices.length]!();
  if (exit === 'value') return [...lines.slice(0, -1), `return ${lines.at(-1)!}`];
  return exit === 'then' ? [...lines, 'return;'] : lines;
}
