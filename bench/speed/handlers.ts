/** Handlers whose size is the question: what one test more costs. */

const LINES: Readonly<Record<string, (index: number) => string>> = {
  'tests that lead nowhere': (index) => `  if (req.query.flag${index} === 'on') log(${index});`,
  'early exits': (index) => `  if (req.query.flag${index} === 'on') return res.status(422).end();`,
  'a status that many tests choose': (index) => `  if (req.query.flag${index} === 'on') status = ${410 + (index % 80)};`,
};

export const HOSTILE: readonly string[] = Object.keys(LINES);

/** A wrong handler with `count` tests, one a line, before its lookup. */
export function hostileHandler(kind: string, count: number): string {
  const tests = Array.from({ length: count }, (_, index) => LINES[kind]!(index));
  return `app.get('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'];
  let status = 200;
${tests.join('\n')}
  if (!sessionId || !transports[sessionId]) {
    res.status(400).send('Invalid or missing session ID');
    return;
  }
  await transports[sessionId].handleRequest(req, res);
});
`;
}
