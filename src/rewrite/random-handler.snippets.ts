/** Source texts of random handlers: the shapes in which servers look a session up, freely combined. */
import fc from 'fast-check';

type Framework = 'express' | 'node' | 'web';

interface Style {
  readonly framework: Framework;
  readonly unit: '  ' | '    ' | '\t';
  readonly lineBreak: '\n' | '\r\n';
  readonly semicolons: boolean;
  /** `} else {` on one line. */
  readonly cuddled: boolean;
}

interface Answer {
  /** Text of the expression that gives the status. */
  readonly status: string;
  readonly text: string;
  readonly form: number;
}

/** A test of a request's session or of anything else, and its contrary. */
interface Check {
  readonly holds: string;
  readonly fails: string;
}

const check = (holds: string, fails: string): Check => ({ holds, fails });

const PRESENCE = [check('sid', '!sid'), check(`typeof sid === 'string'`, `typeof sid !== 'string'`), check('sid != null', 'sid == null')];
const LOOKUPS = [
  check('transports[sid]', '!transports[sid]'),
  check('sessions.has(sid)', '!sessions.has(sid)'),
  check('sid in transports', '!(sid in transports)'),
  check('sessions.get(sid) !== undefined', 'sessions.get(sid) === undefined'),
  check('(await store.getSession(sid))', '!(await store.getSession(sid))'),
];
const OTHERS = [check('hasToken(request)', '!hasToken(request)'), check('!atCapacity()', 'atCapacity()'), check('isSupported(request)', '!isSupported(request)')];

const FINDERS = ['transports[sid]', 'sessions.get(sid)', 'await store.getSession(sid)'];

const STATUSES = [400, 400, 400, 401, 403, 422, 500];
const TEXTS = ['Bad Request', 'Invalid or missing session ID', 'Unauthorized', 'No valid session ID provided', 'Send initialize first'];

const pick = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

const styles: fc.Arbitrary<Style> = fc.record({
  framework: pick<Framework>(['express', 'node', 'web']),
  unit: pick(['  ', '    ', '\t'] as const),
  lineBreak: pick(['\n', '\n', '\r\n'] as const),
  semicolons: fc.boolean(),
  cuddled: fc.boolean(),
});

const answers: fc.Arbitrary<Answer> = fc.record({ status: pick(STATUSES).map(String), text: pick(TEXTS), form: fc.nat(6) });

/** The statements of an answer; the last one leaves the handler. */
function answerLines({ framework }: Style, { status, text, form }: Answer): string[] {
  const rpc = `{ jsonrpc: '2.0', error: { code: -32000, message: '${text}' }, id: null }`;
  const forms: Record<Framework, readonly string[][]> = {
    express: [
      [`res.status(${status}).json(${rpc});`, 'return;'],
      [`return res.status(${status}).send('${text}');`],
      [`log('refused');`, `res.status(${status}).json({ error: '${text}' });`, 'return;'],
      [`const body = ${rpc};`, `res.status(${status}).json(body);`, 'return;'],
      [`// tell the client`, `return void res.status(${status}).end();`],
      [`res.status(${status});`, `res.setHeader('WWW-Authenticate', 'Bearer');`, `res.json({ error: '${text}' });`, 'return;'],
      [`return refuse(res, ${status}, '${text}');`],
    ],
    node: [
      [`res.writeHead(${status}, { 'Content-Type': 'application/json' });`, `res.end(JSON.stringify(${rpc}));`, 'return;'],
      [`return res.writeHead(${status}).end('${text}');`],
      [`res.statusCode = ${status};`, `res.end('${text}');`, `log('refused');`, 'return;'],
      [`const status = ${status};`, `res.writeHead(status);`, `res.end('${text}');`, 'return;'],
      [`res.statusCode = ${status};`, `// nothing to say`, `return res.end();`],
      [`log('refused');`, `res.writeHead(${status}).end('${text}');`, `cleanup();`, 'return;'],
      [`refuse(res, ${status}, '${text}');`, 'return;'],
    ],
    web: [
      [`return new Response('${text}', { status: ${status} });`],
      [`return Response.json(${rpc}, { status: ${status} });`],
      [`log('refused');`, `return new Response(JSON.stringify(${rpc}), { status: ${status}, headers: { 'Content-Type': 'application/json' } });`],
      [`const body = JSON.stringify({ error: '${text}' });`, `return new Response(body, { status: ${status} });`],
      [`const response = new Response('${text}', { status: ${status} });`, `return response;`],
      [`return new Response(null, { status: ${status}, headers: { 'WWW-Authenticate': 'Bearer' } });`],
      [`return refuse(${status}, '${text}');`],
    ],
  };
  return [...forms[framework][form]!];
}

/** The project's own way of answering, which every file has and only some answers use. */
const REFUSE: Readonly<Record<Framework, string>> = {
  express: `const refuse = (res, status, text) => res.status(status).json({ error: text });`,
  node: `const refuse = (res, status, text) => res.writeHead(status).end(text);`,
  web: `const refuse = (status, text) => new Response(text, { status });`,
};

const indented = (style: Style, lines: readonly string[]): string[] => lines.map((line) => style.unit + line);

/** `if (test) { … } else if (…) { … } else { … }`; a last arm without a test is the `else`. */
function ifLines(style: Style, ...arms: readonly (readonly [test: string | undefined, lines: readonly string[]])[]): string[] {
  const lines: string[] = [];
  for (const [index, [test, body]] of arms.entries()) {
    const head = `${test === undefined ? '' : `if (${test}) `}{`;
    if (index === 0) lines.push(head);
    else if (style.cuddled) lines.push(`${lines.pop()!} else ${head}`);
    else lines.push(`else ${head}`);
    lines.push(...indented(style, body), '}');
  }
  return lines;
}

/** A branch with nothing but an answer: in a block, on one line, or without braces. */
function refusal(style: Style, layout: number, test: string, answer: readonly string[]): string[] {
  const [only] = answer;
  if (layout === 1 && answer.length === 1) return [`if (${test}) ${only}`];
  if (layout === 2 && answer.length === 1) return [`if (${test})`, style.unit + only];
  if (layout === 3 && !answer.some((line) => line.startsWith('//'))) return [`if (${test}) { ${answer.join(' ')} }`];
  return ifLines(style, [test, answer]);
}

const handled = ({ framework }: Style, transport: string): string =>
  framework === 'web' ? `return ${transport}.handleRequest(request);` : `return ${transport}.handleRequest(request, res);`;

const isInitialize = ({ framework }: Style): string => `isInitializeRequest(request.${framework === 'web' ? 'parsed' : 'body'})`;

interface Parts {
  readonly presence: Check;
  readonly lookup: Check;
  readonly finder: string;
  /** Checks of something else that stand among those of the session. */
  readonly others: readonly Check[];
  readonly order: readonly number[];
  readonly refuse: readonly string[];
  readonly refuseMissing: readonly string[];
  /** Status and text of `refuse`. */
  readonly status: string;
  readonly text: string;
  readonly layout: number;
  /** `||` of failures, or `!(… && …)`. */
  readonly negated: boolean;
}

/** The session's checks (presence before lookup) with the others among them. */
function shuffled({ presence, lookup, others, order }: Parts): Check[] {
  const checks = [presence, lookup];
  for (const [index, other] of others.entries()) checks.splice(order[index]! % (checks.length + 1), 0, other);
  return checks;
}

const anyFails = (parts: Parts): string =>
  parts.negated ? `!(${shuffled(parts).map((one) => one.holds).join(' && ')})` : shuffled(parts).map((one) => one.fails).join(' || ');
const allHold = (parts: Parts): string => shuffled(parts).map((one) => one.holds).join(' && ');

/** The body of a handler, after the session id has been read into `sid`. */
type Shape = (style: Style, parts: Parts) => string[];

const SHAPES: Readonly<Record<string, Shape>> = {
  guard: (style, parts) => [...refusal(style, parts.layout, anyFails(parts), parts.refuse), handled(style, '(sessions.get(sid))')],
  flag: (style, parts) => [`const ok = ${allHold(parts)};`, ...refusal(style, parts.layout, '!ok', parts.refuse), handled(style, '(sessions.get(sid))')],
  variable: (style, parts) => [`const t = sid ? ${parts.finder} : undefined;`, ...refusal(style, parts.layout, '!t', parts.refuse), handled(style, 't')],
  conditionalLookup: (style, parts) => [
    'let t;',
    ...ifLines(style, [[...parts.others, parts.presence].map((one) => one.holds).join(' && '), [`t = ${parts.finder};`]]),
    ...refusal(style, parts.layout, '!t', parts.refuse),
    handled(style, 't'),
  ],
  caughtLookup: (style, parts) => [
    'let t;',
    'try {',
    ...indented(style, [`t = ${parts.finder};`]),
    '} catch {',
    ...indented(style, [`t = undefined;`]),
    '}',
    ...refusal(style, parts.layout, '!t', parts.refuse),
    handled(style, 't'),
  ],
  split: (style, parts) => [
    ...refusal(style, parts.layout, parts.presence.fails, parts.refuseMissing),
    `const t = ${parts.finder};`,
    ...refusal(style, parts.layout, '!t', parts.refuse),
    handled(style, 't'),
  ],
  chain: (style, parts) => [
    'let t;',
    ...ifLines(style, [allHold(parts), [`t = ${parts.finder};`]], [`!sid && ${isInitialize(style)}`, ['t = await create();']], [undefined, parts.refuse]),
    handled(style, 't'),
  ],
  tail: (style, parts) => [
    ...ifLines(style, [allHold(parts), [handled(style, `(${parts.finder})`)]]),
    ...ifLines(style, [`!sid && ${isInitialize(style)}`, [`const t = await create();`, handled(style, 't')]]),
    ...parts.refuse,
  ],
  /** The lookup is a function's, and so are the other refusals: all that comes out is a session or nothing. */
  finder: (style, parts) => [
    'const find = async () => {',
    ...indented(style, shuffled({ ...parts, lookup: parts.presence }).map(({ fails }) => `if (${fails}) return undefined;`)),
    ...indented(style, [`return ${parts.finder};`]),
    '};',
    'const t = await find();',
    ...refusal(style, parts.layout, '!t', parts.refuse),
    handled(style, 't'),
  ],
  thrown: (style, parts) => [
    'try {',
    ...indented(style, ifLines(style, [anyFails(parts), [`throw Object.assign(new Error('${parts.text}'), { status: ${parts.status} });`]])),
    ...indented(style, [handled(style, '(sessions.get(sid))')]),
    '} catch (error) {',
    ...indented(style, [`return refuse(${style.framework === 'web' ? '' : 'res, '}error.status ?? 500, error.message);`]),
    '}',
  ],
  switched: (style, parts) => [
    'switch (request.method) {',
    ...indented(style, [
      `case 'POST': {`,
      ...indented(style, [`const t = ${parts.finder};`, ...refusal(style, parts.layout, '!t', parts.refuse), handled(style, 't')]),
      '}',
      'default:',
      ...indented(style, ['cleanup();']),
    ]),
    '}',
  ],
  nested: (style, parts) => [
    `let t = sid ? ${parts.finder} : undefined;`,
    ...ifLines(style, ['!t', [...refusal(style, parts.layout, `!${isInitialize(style)}`, parts.refuse), 't = await create();']]),
    handled(style, 't'),
  ],
};

export const SHAPE_NAMES: readonly string[] = Object.keys(SHAPES);

/** What stands around and before the lookup: other refusals, a `try`, where the status and the id are declared. */
interface Frame {
  readonly before: readonly (readonly [Check, Answer])[];
  readonly around: 'nothing' | 'finally' | 'catch';
  readonly status: 'literal' | 'module' | 'first' | 'later';
}

/** Texts that only the refusals before the lookup use, so that nothing else looks like them. */
const BEFORE_TEXTS = ['Refused first', 'Refused second'];

function frameLines(style: Style, frame: Frame, status: string, body: readonly string[]): string[] {
  const read = style.framework === 'web' ? `const sid = request.headers.get('mcp-session-id');` : `const sid = request.headers['mcp-session-id'];`;
  const declared = `const code = ${status};`;
  const before = frame.before.flatMap(([{ fails }, answer], index) => refusal(style, 0, fails, answerLines(style, { ...answer, text: BEFORE_TEXTS[index]! })));
  const inner = [...(frame.status === 'first' ? [declared] : []), read, ...(frame.status === 'later' ? [declared] : []), ...before, ...body];
  if (frame.around === 'nothing') return inner;
  const failed = style.framework === 'web' ? [`return new Response('Internal', { status: 500 });`] : [`if (!res.headersSent) res.writeHead(500).end('Internal');`];
  const last = frame.around === 'finally' ? ['} finally {', ...indented(style, ['cleanup();']), '}'] : ['} catch (error) {', ...indented(style, failed), '}'];
  return ['try {', ...indented(style, inner), ...last];
}

function fileText(style: Style, frame: Frame, status: string, body: readonly string[]): string {
  const lines = [
    ...(frame.status === 'module' ? [`const code = ${status};`] : []),
    REFUSE[style.framework],
    style.framework === 'web' ? 'export async function POST(request) {' : `app.post('/mcp', async (request, res) => {`,
    ...indented(style, frameLines(style, frame, status, body)),
    style.framework === 'web' ? '}' : '});',
    '',
  ];
  const text = style.semicolons ? lines.join('\n') : lines.join('\n').replaceAll(/;$/gmu, '');
  return text.replaceAll('\n', style.lineBreak);
}

/** Name of the shape, and the text of a JavaScript file with one handler. */
export const handlerTexts: fc.Arbitrary<{ readonly shape: string; readonly code: string }> = fc
  .record({
    style: styles,
    shape: pick(SHAPE_NAMES),
    presence: pick(PRESENCE),
    lookup: pick(LOOKUPS),
    finder: pick(FINDERS),
    others: fc.oneof({ weight: 2, arbitrary: fc.constant<Check[]>([]) }, { weight: 1, arbitrary: fc.shuffledSubarray(OTHERS, { minLength: 1, maxLength: 2 }) }),
    order: fc.tuple(fc.nat(3), fc.nat(3)),
    answer: answers,
    missing: answers,
    layout: fc.nat(3),
    negated: fc.boolean(),
    before: fc.array(fc.tuple(pick(OTHERS), answers), { maxLength: 2 }),
    around: pick(['nothing', 'nothing', 'finally', 'catch'] as const),
    status: pick(['literal', 'literal', 'module', 'first', 'later'] as const),
  })
  .map(({ style, shape, answer, missing, before, around, status, ...parts }) => {
    const named = status === 'literal' ? answer : { ...answer, status: 'code' };
    const refuse = answerLines(style, named);
    const refuseMissing = answerLines(style, { ...missing, text: 'No session ID' });
    const frame = { before, around, status };
    return { shape, code: fileText(style, frame, answer.status, SHAPES[shape]!(style, { ...parts, refuse, refuseMissing, status: named.status, text: named.text })) };
  });
