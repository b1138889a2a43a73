/** Who else calls the function that words an answer: nobody, and it is changed itself; somebody, and it stays as it is. */
import type { Snippet } from './snippet.js';

/** A class whose method `reject` answers; `own` stands where it is called for an unknown id only. */
const endpoint = (reject: string, use: string, others: string): string => `
class Endpoint {
${reject}
  async post(req, res) {
    const sid = req.headers['mcp-session-id'];
    if (!sid) return res.status(400).send('Mcp-Session-Id is required');
    const transport = this.transports.get(sid);
    ${use}
    await transport.handleRequest(req, res, req.body);
  }
${others}
}
`;

const WRONG = `  reject(res) {
    res.status(400).send('Unknown session'); // report 400 swap
  }`;
const SHARED = WRONG.replace(' // report 400 swap', '');
const CALL = 'if (!transport) return this.reject(res);';
const CALL_REPORTED = `${CALL} // report 400 any`;

export const snippets: Snippet[] = [
  {
    name: 'a method that only the unknown id gets to',
    file: 'endpoint.js',
    code: endpoint(WRONG, CALL, ''),
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'a field that holds a function, which only the unknown id gets to',
    file: 'endpoint.js',
    code: endpoint(WRONG.replace('reject(res) {', 'reject = (res) => {').replace(/\}$/u, '};'), CALL, ''),
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'a method that something else of the class calls, too',
    file: 'endpoint.js',
    code: endpoint(SHARED, CALL_REPORTED, '  full(res) {\n    if (this.transports.size > 99) this.reject(res);\n  }'),
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'a field that holds a function, which something else of the class calls, too',
    file: 'endpoint.js',
    code: endpoint(SHARED.replace('reject(res) {', 'reject = (res) => {').replace(/\}$/u, '};'), CALL_REPORTED, '  full(res) {\n    if (this.transports.size > 99) this.reject(res);\n  }'),
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'a method that is bound before it is called',
    file: 'endpoint.js',
    code: endpoint(WRONG, CALL, '  constructor() {\n    this.reject = this.reject.bind(this);\n  }'),
  },
  {
    name: 'a method that is handed out as a value',
    file: 'endpoint.js',
    code: endpoint(SHARED, CALL_REPORTED, '  listen(limiter) {\n    limiter.onLimit = this.reject;\n  }'),
  },
  {
    name: 'a method that is given to a function',
    file: 'endpoint.js',
    code: endpoint(SHARED, CALL_REPORTED, '  listen(limiter) {\n    limiter.onLimit(this.reject);\n  }'),
  },
  {
    name: 'a method that a pattern takes out',
    file: 'endpoint.js',
    code: endpoint(SHARED, CALL_REPORTED, '  listen(limiter) {\n    const { reject, limit = 3 } = this;\n    limiter.onLimit(limit, reject);\n  }'),
  },
  {
    name: 'patterns that take other things out',
    file: 'endpoint.js',
    code: endpoint(WRONG, CALL, '  listen({ limiter, ...options }) {\n    limiter.start(options);\n  }'),
  },
  {
    name: 'a method that a parameter may have, too',
    file: 'endpoint.js',
    code: endpoint(SHARED, CALL_REPORTED, '  delegate(other, res) {\n    other.reject(res);\n  }'),
  },
  {
    name: 'methods of the same name of other things: what a call gave, an import, a global',
    file: 'endpoint.js',
    code: `import jobs from './jobs.js';\n${endpoint(
      WRONG,
      CALL,
      `  drop(job, later) {
    const queue = openQueue(job);
    queue.reject(job);
    jobs.reject(job);
    Promise.reject(job).catch(later);
    openQueue(later).reject(later);
    const { failed = jobs.reject } = later;
    return [failed, Promise.reject, openQueue(job).reject];
  }`,
    )}`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'a method of another object of the class, kept in a field',
    file: 'endpoint.js',
    code: endpoint(SHARED, CALL_REPORTED, '  delegate(res) {\n    this.next.reject(res);\n  }'),
  },
  {
    name: 'a method that calls one of the same name of something else',
    file: 'endpoint.js',
    code: endpoint(WRONG.replace('(res) {\n', '(res) {\n    this.counters.reject();\n'), CALL, ''),
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'a variable that gets its value later may have the method',
    file: 'endpoint.js',
    code: `${endpoint(SHARED, CALL_REPORTED, '')}
let current;
export function take(endpoint) {
  current = endpoint;
}
export const full = (res) => {
  current.reject(res);
};
`,
  },
  {
    name: 'an instance that is made in the file may have the method',
    file: 'endpoint.js',
    code: `${endpoint(SHARED, CALL_REPORTED, '')}
const first = new Endpoint();
export const full = (res) => {
  first.reject(res);
};
`,
  },
  {
    name: 'a function in a variable, called once, and one that is called twice',
    file: 'server.js',
    code: `
const unknown = (res) => {
  res.status(400).send('Unknown session'); // report 400 swap
};
const busy = function (res) {
  res.status(400).send('Try again');
};
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).send('Mcp-Session-Id is required');
  if (!transports[sid]) return unknown(res);
  await transports[sid].handleRequest(req, res, req.body);
});
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).send('Mcp-Session-Id is required');
  if (!transports[sid]) return busy(res); // report 400 any
  await transports[sid].handleRequest(req, res);
});
app.post('/jobs', (req, res) => {
  if (jobs.length > 9) busy(res);
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' }, GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
  {
    name: 'answers in an object: one for the unknown id, and one for others, too',
    file: 'server.js',
    code: `
const answers = {
  unknown(res) {
    res.status(400).send('Unknown session'); // report 400 swap
  },
  bad: (res) => res.status(400).send('Bad request'),
};
app.post('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).send('Mcp-Session-Id is required');
  if (!transports[sid]) return answers.unknown(res);
  await transports[sid].handleRequest(req, res, req.body);
});
app.get('/mcp', async (req, res) => {
  const sid = req.headers['mcp-session-id'];
  if (!sid) return res.status(400).send('Mcp-Session-Id is required');
  if (!transports[sid]) return answers.bad(res); // report 400 any
  await transports[sid].handleRequest(req, res);
});
app.post('/jobs', (req, res) => {
  if (jobs.length > 9) answers.bad(res);
});
`,
    matrix: { POST: { missing: 400, unknown: 400, live: 'handled' }, GET: { missing: 400, unknown: 400, live: 'handled' } },
  },
];
