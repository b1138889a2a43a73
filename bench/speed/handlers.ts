/** Handlers whose size is the question: what twice as much of something costs, and what the worst that somebody could write costs. */

const LINES: Readonly<Record<string, (index: number) => string>> = {
  'statements': (index) => `  metrics.count('step-${index}', { step: ${index} });`,
  'tests that lead nowhere': (index) => `  if (req.query.flag${index} === 'on') log(${index});`,
  'early exits': (index) => `  if (req.query.flag${index} === 'on') return res.status(422).end();`,
  'a status that many tests choose': (index) => `  if (req.query.flag${index} === 'on') status = ${410 + (index % 80)};`,
  'helpers that are called': (index) => `  step${index}(req, res);`,
};

/** What can grow in a handler. */
export const GROWING: readonly string[] = [...Object.keys(LINES), 'nested tests'];

/** A wrong handler with `count` of one kind before its lookup. */
export function growingHandler(kind: string, count: number): string {
  const lines = Array.from({ length: count }, (_, index) => LINES[kind]?.(index) ?? `  if (req.query.flag${index} !== 'off') {`);
  const closing = kind === 'nested tests' ? lines.map(() => '}').join('') : '';
  const helpers = kind === 'helpers that are called' ? lines.map((_, index) => `function step${index}(req, res) {\n  if (req.query.flag${index}) req.step = ${index};\n}\n`).join('') : '';
  return `${helpers}app.get('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'];
  let status = 200;
${lines.join('\n')}
  if (!sessionId || !transports[sessionId]) {
    res.status(400).send('Invalid or missing session ID');
    return;
  }
  await transports[sessionId].handleRequest(req, res);
${closing}});
`;
}

const handler = (before: string, inside: string, after = ''): string => `${before}app.get('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'];
${inside}
  if (!sessionId || !transports[sessionId]) {
    res.status(400).send('Invalid or missing session ID');
    return;
  }
  await transports[sessionId].handleRequest(req, res);
});
${after}`;

const times = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join('\n');

/** Sources that a person would not write, but a generator or an enemy could. */
export const HOSTILE: Readonly<Record<string, () => string>> = {
  'a handler of 10,000 lines': () => growingHandler('tests that lead nowhere', 10_000),
  '500 nested tests': () => growingHandler('nested tests', 500),
  '300 helpers that call each other': () =>
    handler(`${times(300, (index) => `async function help${index}(req, res, id, depth) {\n  if (depth > ${index}) await help${(index + 1) % 300}(req, res, id, depth - 1);\n  else if (req.query.q${index}) await help${(index * 7 + 3) % 300}(req, res, id, depth - 2);\n  return transports[id];\n}`)}\n`, '  await help0(req, res, sessionId, 10);'),
  '300 helpers, each calling all others': () =>
    handler(`${times(300, (index) => `function help${index}(id) {\n  ${times(300, (other) => `if (id.length > ${other}) help${other}(id);`).replaceAll('\n', ' ')}\n  return id;\n}`)}\n`, '  help0(sessionId);'),
  'a switch of 5,000 cases': () => handler('', `  switch (req.query.kind) {\n${times(5000, (index) => `    case 'kind-${index}':\n      record('kind-${index}', sessionId);\n      break;`)}\n  }`),
  'a switch of 5,000 cases that fall through': () => handler('', `  switch (req.query.kind) {\n${times(5000, (index) => `    case 'kind-${index}':\n      record('kind-${index}', sessionId);`)}\n  }`),
  'a chain of 2,000 else ifs': () => handler('', times(2000, (index) => `  ${index > 0 ? 'else ' : ''}if (req.query.kind === 'kind-${index}') record(${index});`)),
  'an expression of 5,000 operands': () => handler('', `  const all = ${Array.from({ length: 5000 }, (_, index) => `req.query.q${index}`).join(' && ')};\n  if (all) log('all');`),
  '2,000 promises chained': () => handler('', `  start()${times(2000, (index) => `.then((value) => step(value, ${index}))`)};`),
  '100 loops in each other': () => handler('', `${times(100, (index) => `for (const item${index} of req.body) {`)}\n log(sessionId);\n${'}'.repeat(100)}`),
  '200 try statements in each other': () => handler('', `${times(200, () => 'try {')}\n check(sessionId);\n${times(200, (index) => `} catch (error) { log(error, ${index}); }`)}`),
  '2,000 handlers in one file': () => Array.from({ length: 2000 }, (_, index) => handler('', `  log(${index});`).replace(`'/mcp'`, `'/mcp/${index}'`)).join(''),
  'a bundle of 2 MB': () => handler(times(24_000, (index) => `function unit${index}(a, b) { return a ? unit${(index + 1) % 24_000}(b, ${index}) : { b, sessionKey: ${index} }; }`), ''),
};
