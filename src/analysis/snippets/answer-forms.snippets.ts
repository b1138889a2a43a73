/** Each framework's ways to answer, and what looks like one of them and answers something else, or nothing. */
import type { Snippet } from './snippet.js';

export const snippets: Snippet[] = [
  {
    name: 'elysia: status is imported, and another module has a function of that name',
    code: `
import { Elysia, status } from 'elysia';
import { status as gauge } from './metrics.js';
new Elysia()
  .get('/mcp', async ({ headers, request }) => {
    const sid = headers['mcp-session-id'];
    if (!sid) return status('Bad Request', 'Mcp-Session-Id is required');
    if (!transports.has(sid)) return status('Bad Request', 'Unknown session'); // report 400 swap
    return transports.get(sid)!.handleRequest(request);
  })
  .delete('/mcp', async ({ headers }) => {
    const sid = headers['mcp-session-id'];
    if (!sid) return status(400);
    if (!transports.has(sid)) {
      gauge(400);
      return status(404, 'Session not found');
    }
    return transports.get(sid)!.close();
  });
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'elysia: what another module calls status is not known to answer',
    code: `
import { Elysia } from 'elysia';
import { status } from './pages.js';
new Elysia().get('/mcp', async ({ headers, request }) => {
  const sid = headers['mcp-session-id'];
  if (!transports.has(sid)) return status(400);
  return transports.get(sid)!.handleRequest(request);
});
`,
  },
  {
    name: 'elysia: set.status by the name of a status, and one that is worked out elsewhere',
    code: `
new Elysia()
  .post('/mcp', async ({ headers, request, set }) => {
    const sid = headers['mcp-session-id'];
    if (!sid) {
      set.status = 'Bad Request';
      return { error: 'Mcp-Session-Id is required' };
    }
    if (!transports.has(sid)) {
      set.status = 'Bad Request'; // report 400 swap
      return { error: 'Unknown session' };
    }
    return transports.get(sid)!.handleRequest(request);
  })
  .delete('/mcp', async ({ headers, set }) => {
    const sid = headers['mcp-session-id'];
    if (!transports.has(sid)) {
      set.status = statusOf('session.unknown');
      return 'Unknown session';
    }
    return transports.get(sid)!.close();
  });
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'express: a status that is assigned is a mistake that changes nothing',
    code: `
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!transports[sid]) {
    res.status = 400;
    return res.json({ error: 'Unknown session' });
  }
  await transports[sid].handleRequest(req, res, req.body);
});
app.delete('/mcp', async (request, response) => {
  const sid = request.headers['mcp-session-id'];
  if (!transports[sid]) {
    response.status = 400;
    response.body = { error: 'Unknown session' };
    return response.end();
  }
  await transports[sid].handleRequest(request, response);
});
`,
    file: 'server.js',
    matrix: { POST: { unknown: 200 }, DELETE: { unknown: 200 } },
  },
  {
    name: 'express: pages, files and redirects answer, with the status that was chosen before',
    file: 'server.js',
    code: `
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).sendFile('missing.html', { root: 'pages' });
  if (!transports[sid]) return res.status(400).render('unknown-session'); // report 400 swap
  return transports[sid].handleRequest(req, res);
});
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).render('missing');
  if (!transports[sid]) {
    res.status(400); // report 400 swap
    res.sendFile('unknown.html', { root: 'pages' });
    return;
  }
  await transports[sid].handleRequest(req, res, req.body);
});
app.delete('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!transports[sid]) return res.render('unknown-session');
  return transports[sid].handleRequest(req, res);
});
`,
    matrix: { GET: { missing: 400, unknown: 400, live: 'handled' }, POST: { missing: 400, unknown: 400 }, DELETE: { unknown: 200 } },
  },
  {
    name: 'uws: a status without its phrase, and a text that is no status',
    file: 'server.js',
    code: `
uWS.App()
  .post('/mcp', async (res, req) => {
    const sid = req.getHeader('mcp-session-id');
    if (!sid) return res.writeStatus('400').end('Mcp-Session-Id is required');
    if (!transports.has(sid)) return res.writeStatus('404').end('Session not found');
    return transports.get(sid).serve(res, req);
  })
  .del('/mcp', async (res, req) => {
    const sid = req.getHeader('mcp-session-id');
    if (!transports.has(sid)) return res.writeStatus('HTTP/1.1 400 Bad Request').end('Unknown session');
    return transports.get(sid).serve(res, req);
  })
  .get('/mcp', async (res, req) => {
    const sid = req.getHeader('mcp-session-id');
    if (!transports.has(sid)) return res.writeStatus(STATUS.unknownSession).end();
    return transports.get(sid).serve(res, req);
  });
`,
    matrix: { POST: { missing: 400, unknown: 404, live: 'handled' }, DELETE: { unknown: 'unclear' } },
  },
  {
    name: 'uws: the first status is on the wire',
    file: 'server.js',
    code: `
app.post('/mcp', async (res, req) => {
  const sid = req.getHeader('mcp-session-id');
  if (!sid) return res.writeStatus('400 Bad Request').end('Mcp-Session-Id is required');
  if (!transports.has(sid)) {
    res.writeStatus('400 Bad Request'); // report 400 swap
    res.writeHeader('content-type', 'application/json');
    res.writeStatus('404 Not Found');
    return res.end('Unknown session');
  }
  return transports.get(sid).serve(res, req);
});
`,
  },
  {
    name: 'koa: a record of the log has a status and a body, too',
    file: 'server.js',
    code: `
router.post('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  const entry = audit.begin(ctx.ip);
  if (!transports.has(sid)) {
    ctx.status = 404;
    ctx.body = { error: 'Session not found' };
    entry.status = 400;
    entry.body = 'unknown id';
    entry.result.status = 400;
    entry.response.status = 400;
    return;
  }
  ctx.respond = false;
  await transports.get(sid).handleRequest(ctx.req, ctx.res, ctx.request.body);
});
router.delete('/mcp', async (ctx) => {
  const sid = ctx.get('mcp-session-id');
  if (!sid) ctx.throw(400, { expose: true });
  if (!transports.has(sid)) ctx.throw(400, { expose: true, message: 'Unknown session' }); // report 400 swap
  await transports.get(sid).close();
  ctx.status = 204;
});
`,
    matrix: { POST: { unknown: 404 }, DELETE: { missing: 400, unknown: 400, live: 204 } },
  },
  {
    name: 'hono: a status that is worked out elsewhere',
    file: 'server.js',
    code: `
app.post('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) {
    c.status(400);
    return c.json({ error: 'Mcp-Session-Id is required' });
  }
  if (!transports.has(sid)) {
    c.status(statusOf('unknown-session'));
    return c.json({ error: 'Unknown session' });
  }
  return transports.get(sid).handleRequest(c);
});
`,
    matrix: { POST: { missing: 400, unknown: 'unclear' } },
  },
  {
    name: 'hono: redirects, helpers that take the context, and exceptions that carry a response',
    file: 'server.js',
    code: `
import { HTTPException } from 'hono/http-exception';
import { sendError } from './answers.js';
app.get('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!sid) return c.redirect('/start');
  if (!transports.has(sid)) return sendError(c, 400, 'Unknown session'); // report 400 swap
  return transports.get(sid).handleRequest(c);
});
app.post('/mcp', async (cx) => {
  const sid = cx.req.header('mcp-session-id');
  if (!sid) throw new HTTPException(400);
  if (!transports.has(sid)) throw new HTTPException(400, { res: responseOf('Unknown session') }); // report 400 swap
  return cx.json(await transports.get(sid).handle(cx), 200);
});
app.delete('/mcp', async (c) => {
  const sid = c.req.header('mcp-session-id');
  if (!transports.has(sid)) return c.notFound();
  return transports.get(sid).handleRequest(c);
});
`,
    matrix: { GET: { missing: 302, unknown: 400, live: 'handled' }, POST: { missing: 400, unknown: 400 }, DELETE: { unknown: 404 } },
  },
];
