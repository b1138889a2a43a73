/** A wrong server, and what it has to become. */
export const WRONG = `app.get('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'];
  if (!sessionId || !transports[sessionId]) {
    res.status(400).send('Invalid or missing session ID');
    return;
  }
  await transports[sessionId].handleRequest(req, res);
});
`;

export const RIGHT = WRONG.replace('!sessionId || !transports[sessionId]', '!sessionId').replace(
  '  await',
  `  if (!transports[sessionId]) {
    res.status(404).send('Session not found');
    return;
  }
  await`,
);

/** Wrong, and left to a person: a live session gets the same status. */
export const UNDECIDED = `app.get('/mcp', async (req, res) => {
  const sessionId = req.headers['mcp-session-id'];
  const status = 400;
  if (!sessionId || !transports[sessionId]) {
    res.status(status).send('Invalid or missing session ID');
    return;
  }
  if (req.query.cursor) {
    res.status(status).send('No such cursor');
    return;
  }
  await transports[sessionId].handleRequest(req, res);
});
`;
