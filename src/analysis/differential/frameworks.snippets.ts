/** How each framework's servers read a request, answer it, and hand it to a session: the words of the generated handlers. */
import type { Method } from '../../report.js';

export interface Framework {
  readonly name: string;
  readonly path: 'server.js' | 'server.ts';
  /** What a handler takes, and what a helper of the file is given of it. */
  readonly takes: string;
  readonly passes: string;
  /** Expressions that read the id. */
  readonly reads: readonly string[];
  readonly method: string;
  readonly body: string;
  /** Statements that answer; the last one leaves the function. */
  readonly answers: readonly ((status: string, text: string) => readonly string[])[];
  /** What the handler returns is its answer; elsewhere it is what the handler did to its reply. */
  readonly answersByValue: boolean;
  /** Such statements whose last one throws: only where nothing of the file catches them. */
  readonly thrown?: (status: string, text: string) => string;
  /** Expression that lets a session answer; it is returned. */
  handle(session: string): string;
  /** What the framework answers to an error that nobody catches is known. */
  readonly isRoute: boolean;
  /** One file with the same handler for each of the methods. */
  file(head: readonly string[], methods: readonly Method[], body: readonly string[], form: number): string;
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);
const rpc = (text: string): string => `{ jsonrpc: '2.0', error: { code: -32000, message: ${text} }, id: null }`;

/** `app.post('/mcp', …)` for each method, by one function that all share, or by one of its own. */
function routes(app: string, takes: string) {
  return (head: readonly string[], methods: readonly Method[], body: readonly string[], form: number): string => {
    const [only] = methods;
    if (methods.length === 1 && form % 2 === 0) return [...head, `${app}.${only!.toLowerCase()}('/mcp', async (${takes}) => {`, ...indented(body), '});', ''].join('\n');
    const shared = form % 3 === 0 ? [`const serve = async (${takes}) => {`, ...indented(body), '};'] : [`async function serve(${takes}) {`, ...indented(body), '}'];
    return [...head, ...shared, ...methods.map((method) => `${app}.${method.toLowerCase()}('/mcp', serve);`), ''].join('\n');
  };
}

const webAnswers: Framework['answers'] = [
  (status, text) => [`return new Response(${text}, { status: ${status} });`],
  (status, text) => [`return Response.json(${rpc(text)}, { status: ${status} });`],
  (status, text) => [`return new Response(JSON.stringify(${rpc(text)}), { status: ${status}, headers: { 'content-type': 'application/json' } });`],
  (status, text) => [`const init = { status: ${status} };`, `return new Response(${text}, init);`],
];

const express: Framework = {
  name: 'express',
  answersByValue: false,
  path: 'server.js',
  takes: 'req, res',
  passes: 'req, res',
  reads: [`req.headers['mcp-session-id']`, `req.get('mcp-session-id')`, `req.header('Mcp-Session-Id')`],
  method: 'req.method',
  body: 'req.body',
  answers: [
    (status, text) => [`res.status(${status}).send(${text});`, 'return;'],
    (status, text) => [`return res.status(${status}).json(${rpc(text)});`],
    (status) => [`return res.sendStatus(${status});`],
    (status, text) => [`res.status(${status});`, `res.set('x-reason', 'refused');`, `res.json({ error: ${text} });`, 'return;'],
    (status) => [`res.status(${status}).end();`, 'return;'],
    (status, text) => [`res.statusCode = ${status};`, `res.end(${text});`, 'return;'],
  ],
  handle: (session) => `${session}.handleRequest(req, res, req.body)`,
  isRoute: true,
  file: routes('app', 'req, res'),
};

const node: Framework = {
  name: 'node',
  answersByValue: false,
  path: 'server.js',
  takes: 'req, res',
  passes: 'req, res',
  reads: [`req.headers['mcp-session-id']`],
  method: 'req.method',
  body: 'JSON.parse(req.text)',
  answers: [
    (status, text) => [`res.writeHead(${status}, { 'content-type': 'text/plain' }).end(${text});`, 'return;'],
    (status, text) => [`res.writeHead(${status});`, `res.end(JSON.stringify(${rpc(text)}));`, 'return;'],
    (status, text) => [`res.statusCode = ${status};`, `return res.end(${text});`],
  ],
  handle: (session) => `${session}.handleRequest(req, res)`,
  // An error that leaves the handler is a crash, not an answer.
  isRoute: false,
  file: (head, _, body) => [`import { createServer } from 'node:http';`, ...head, 'createServer(async (req, res) => {', ...indented(body), '}).listen(0);', ''].join('\n'),
};

const hono: Framework = {
  name: 'hono',
  answersByValue: true,
  path: 'server.js',
  takes: 'c',
  passes: 'c',
  reads: [`c.req.header('mcp-session-id')`, `c.req.raw.headers.get('mcp-session-id')`],
  method: 'c.req.method',
  body: 'await c.req.json()',
  answers: [
    (status, text) => [`return c.text(${text}, ${status});`],
    (status, text) => [`return c.json(${rpc(text)}, ${status});`],
    (status) => [`return c.body(null, ${status});`],
    (status, text) => [`c.status(${status});`, `return c.json({ error: ${text} });`],
    ...webAnswers,
  ],
  thrown: (status, text) => `throw new HTTPException(${status}, { message: ${text} });`,
  handle: (session) => `${session}.handleRequest(c.req.raw)`,
  isRoute: true,
  file: (head, ...rest) => routes('app', 'c')([`import { HTTPException } from 'hono/http-exception';`, ...head], ...rest),
};

const fastify: Framework = {
  name: 'fastify',
  answersByValue: false,
  path: 'server.js',
  takes: 'request, reply',
  passes: 'request, reply',
  reads: [`request.headers['mcp-session-id']`],
  method: 'request.method',
  body: 'request.body',
  answers: [
    (status, text) => [`return reply.code(${status}).send(${rpc(text)});`],
    (status, text) => [`reply.status(${status}).send({ error: ${text} });`, 'return reply;'],
    (status, text) => [`reply.code(${status});`, `return { error: ${text} };`],
  ],
  thrown: (status, text) => `throw Object.assign(new Error(${text}), { statusCode: ${status} });`,
  handle: (session) => `${session}.handleRequest(request.raw, reply.raw)`,
  isRoute: true,
  file(head, methods, body, form) {
    if (form % 2 === 0) return routes('app', 'request, reply')(head, methods, body, form);
    return [...head, 'app.route({', `  method: [${methods.map((one) => `'${one}'`).join(', ')}],`, `  url: '/mcp',`, '  async handler(request, reply) {', ...indented(indented(body)), '  },', '});', ''].join('\n');
  },
};

const koa: Framework = {
  name: 'koa',
  answersByValue: false,
  path: 'server.js',
  takes: 'ctx',
  passes: 'ctx',
  reads: [`ctx.get('mcp-session-id') || undefined`, `ctx.headers['mcp-session-id']`, `ctx.request.headers['mcp-session-id']`],
  method: 'ctx.method',
  body: 'ctx.request.body',
  answers: [
    (status, text) => [`ctx.status = ${status};`, `ctx.body = { error: ${text} };`, 'return;'],
    (status, text) => [`ctx.body = ${rpc(text)};`, `ctx.status = ${status};`, 'return;'],
  ],
  thrown: (status, text) => `ctx.throw(${status}, ${text});`,
  handle: (session) => `${session}.handleRequest(ctx.req, ctx.res)`,
  isRoute: true,
  file: routes('router', 'ctx'),
};

const NEST_STATUS = `HttpStatus, HttpException, BadRequestException, NotFoundException, UnauthorizedException`;

const nest: Framework = {
  name: 'nest',
  answersByValue: false,
  path: 'server.ts',
  takes: '@Req() req: any, @Res() res: any',
  passes: 'req, res',
  reads: [`req.headers['mcp-session-id'] as string | undefined`, `req.headers['mcp-session-id']`],
  method: 'req.method',
  body: 'req.body',
  answers: [
    (status, text) => [`res.status(${status}).json(${rpc(text)});`, 'return;'],
    (status, text) => [`return res.status(${status}).send(${text});`],
    (status, text) => [`throw new HttpException(${text}, ${status});`],
  ],
  thrown: (status, text) => `throw new HttpException(${text}, ${status});`,
  handle: (session) => `${session}.handleRequest(req, res)`,
  isRoute: true,
  file: (head, methods, body) =>
    [
      `import { Controller, Get, Post, Delete, Req, Res, ${NEST_STATUS} } from '@nestjs/common';`,
      ...head,
      `@Controller('mcp')`,
      'export class McpController {',
      ...methods.flatMap((method) => [`  @${method[0]}${method.slice(1).toLowerCase()}()`, `  async on${method}(${nest.takes}) {`, ...indented(indented(body)), '  }']),
      '}',
      '',
    ].join('\n'),
};

const web: Framework = {
  name: 'web',
  answersByValue: true,
  path: 'server.js',
  takes: 'request',
  passes: 'request',
  reads: [`request.headers.get('mcp-session-id') ?? undefined`, `request.headers.get('mcp-session-id')`, `request.headers.get('Mcp-Session-Id') || undefined`],
  method: 'request.method',
  body: 'await request.json()',
  answers: webAnswers,
  handle: (session) => `${session}.handleRequest(request)`,
  isRoute: true,
  file(head, methods, body, form) {
    const [only] = methods;
    if (methods.length === 1) return [...head, `export async function ${only}(request) {`, ...indented(body), '}', ''].join('\n');
    const shared = form % 2 === 0 ? ['export default {', '  async fetch(request) {', ...indented(indented(body)), '  },', '};'] : ['async function serve(request) {', ...indented(body), '}', `export { ${methods.map((one) => `serve as ${one}`).join(', ')} };`];
    return [...head, ...shared, ''].join('\n');
  },
};

const lambda: Framework = {
  name: 'lambda',
  answersByValue: true,
  path: 'server.js',
  takes: 'event',
  passes: 'event',
  reads: [`event.headers['mcp-session-id']`, `event.headers?.['mcp-session-id']`],
  method: 'event.httpMethod',
  body: 'JSON.parse(event.body)',
  answers: [
    (status, text) => [`return { statusCode: ${status}, body: ${text} };`],
    (status, text) => [`return { statusCode: ${status}, headers: { 'content-type': 'application/json' }, body: JSON.stringify(${rpc(text)}) };`],
    (status, text) => [`const made = { statusCode: ${status}, body: ${text} };`, 'return made;'],
  ],
  handle: (session) => `${session}.handleRequest(event)`,
  isRoute: false,
  file: (head, _, body, form) => [...head, ...(form % 2 === 0 ? ['export const handler = async (event) => {', ...indented(body), '};'] : ['export async function handler(event) {', ...indented(body), '}']), ''].join('\n'),
};

const h3: Framework = {
  name: 'h3',
  answersByValue: false,
  path: 'server.js',
  takes: 'event',
  passes: 'event',
  reads: [`getHeader(event, 'mcp-session-id')`, `getRequestHeader(event, 'mcp-session-id')`],
  method: 'event.method',
  body: 'await readBody(event)',
  answers: [
    (status, text) => [`throw createError({ statusCode: ${status}, message: ${text} });`],
    (status, text) => [`setResponseStatus(event, ${status});`, `return { error: ${text} };`],
    ...webAnswers,
  ],
  thrown: (status, text) => `throw createError({ statusCode: ${status}, statusMessage: ${text} });`,
  handle: (session) => `${session}.handleRequest(event.node.req, event.node.res)`,
  isRoute: true,
  file: (head, _, body) => [`import { createError, defineEventHandler, getHeader, getRequestHeader, readBody, setResponseStatus } from 'h3';`, ...head, 'export default defineEventHandler(async (event) => {', ...indented(body), '});', ''].join('\n'),
};

const elysia: Framework = {
  name: 'elysia',
  answersByValue: true,
  path: 'server.js',
  takes: '{ request, headers, body, set, status }',
  passes: '{ request, headers, body, set, status }',
  reads: [`headers['mcp-session-id']`, `request.headers.get('mcp-session-id')`],
  method: 'request.method',
  body: 'body',
  answers: [
    (status, text) => [`return status(${status}, ${text});`],
    (status, text) => [`set.status = ${status};`, `return { error: ${text} };`],
    ...webAnswers,
  ],
  handle: (session) => `${session}.handleRequest(request)`,
  isRoute: true,
  file: (head, methods, body) => [`import { Elysia } from 'elysia';`, ...head, 'new Elysia()', ...methods.flatMap((method, index) => [`  .${method.toLowerCase()}('/mcp', async (${elysia.takes}) => {`, ...indented(indented(body)), `  })${index === methods.length - 1 ? ';' : ''}`]), ''].join('\n'),
};

export const FRAMEWORKS: readonly Framework[] = [express, node, hono, fastify, koa, nest, web, lambda, h3, elysia];
