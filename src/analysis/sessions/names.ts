/**
 * What names tell, where the code behind them is out of sight. Distilled from a survey of public servers.
 * Names decide only about calls that cannot be seen; code in reach is always executed instead.
 */
import type { Role } from '../../values/values.js';

/** `getSessionId(req)`, `readMcpSessionIdHeader(req)`: reads the request's session id. */
export function readsSessionId(callee: string): boolean {
  return (
    /session/iu.test(callee) &&
    /(?:id|header|key)/iu.test(callee.replace(/session/iu, '')) &&
    // Another session, such as that of a login, or another way to carry an id.
    (/header/iu.test(callee) || !/cookie|jwt|token|from_?(?:query|body|params?|path|url|state|storage)/iu.test(callee)) &&
    !/(?:gen|creat|new|make|mint|random|set|write|append|delete|remove|store|save|valid|is|has|log|hash|mask|register|associat|bind)(?![a-z])/u.test(callee) &&
    !/^(?:gen|create|new|make|mint|random|set|write|append|delete|remove|store|save|validate|is|has|log|hash|mask|register|by)/iu.test(callee)
  );
}

/** A constant that holds the name of the session header: `SESSION_HEADER`, `config.session.headerName`. */
export function isSessionHeaderConstant(name: string): boolean {
  return (
    /session(?:_?id)?_?header(?:_?(?:name|key))?$/iu.test(name) || /header_?(?:mcp_?)?session(?:_?id)?$/iu.test(name) || /^mcp_session_id(?:_header)?$/iu.test(name)
  );
}

/** Nobody gives longer ones, and the time that some of the questions below take grows with the square of a name. */
const LONGEST_NAME = 200;

/** `isInitializeRequest(body)`, `isInit`, `hasInitialize`: the benign request of every scenario is not one. */
export function isInitTest(callee: string): boolean {
  return callee.length <= LONGEST_NAME && /^(?:is|has|contains|includes|check(?:If)?)_?(?:\w*_)?(?:mcp|jsonrpc|json|an?|the|batch|single|valid)*_?init/iu.test(callee) && !/initiali[sz]ed$/iu.test(callee);
}

/** `firstHeaderValue(header)`, `normalizeSessionId(id)`: gives back the id that it is given, tidied. */
export function tidiesValue(callee: string): boolean {
  return /^(?:first|single|normali[sz]e|clean|trim|tidy|to|as|ensure|unwrap|coerce|pick|get|read|parse|extract|one)?_?(?:\w*(?:header|value|string|scalar|param|session_?id)s?)$/iu.test(callee) && !/valid|^(?:is|has|assert|check|hash|log|set)|log|hash|mask|redact/iu.test(callee);
}

/** Source text of a header name that is kept elsewhere: `config.session.headerName`. */
export function namesSessionHeader(text: string): boolean {
  const plain = text.replace(/\s+(?:as|satisfies)\s+[\w$.]+|[()]/gu, '');
  return /^[\w$.#?!]+$/u.test(plain) && /session/iu.test(text) && /header/iu.test(text);
}

export type LookupKind = 'session' | 'boolean';

const NEVER_LOOKUP =
  /log|warn|debug|trace|metric|track|count|rate|limit|throttle|quota|hash|encode|decode|encrypt|parse|format|mask|redact|sanitize|truncate|short|uuid|emit|audit|report|publish|notify|capture|span|attribute|header|cookie|escape|stringify|digest|sign|url|path/iu;

/**
 * A call that cannot be seen and has the session id among its arguments: what does it look up?
 * Undefined: nothing is known of its result.
 */
export function lookupKind(callee: string, receiver: string | undefined): LookupKind | 'creates' | undefined {
  if (callee.length > LONGEST_NAME) return undefined;
  if (/(?:Or|And|_or_|_and_)(?:[Tt]hrow)/u.test(callee)) return undefined;
  if (/(?:Or|And|_or_|_and_)(?:[Cc]reate|[Nn]ew|[Ii]nit)/u.test(callee)) return 'creates';
  if (/^(?:create|mint|ensure|getOr|findOr|loadOr|start|open|acquire|upsert|obtain|new|init|spawn|make|build)/iu.test(callee)) return 'creates';
  if (NEVER_LOOKUP.test(callee) || (receiver !== undefined && /log|console|metric|limit|crypto|json|telemetry|audit|^(?:math|object|array|string|number|buffer|date|url)$/iu.test(receiver))) {
    return undefined;
  }
  if (/valid\w*id$/iu.test(callee) || /id_?(?:valid|format)/iu.test(callee)) return undefined;
  const question = withoutKey(callee);
  if (/^(?:has|exists|contains|includes|knows)/iu.test(question)) return ASKS_FOR_SESSION.test(question) ? 'boolean' : undefined;
  if (/^(?:is|are)\w*session/iu.test(question)) return IS_SESSION.test(question) ? 'boolean' : undefined;
  if (/^(?:validate|verify|check|touch)\w*session/iu.test(question)) return CHECKS_SESSION.test(question) ? 'boolean' : undefined;
  if (/^(?:is_?)?(?:valid|active|alive|known|live|open|registered)\w*$/iu.test(callee)) {
    return receiver !== undefined && /session|transport|conn/iu.test(receiver) ? 'boolean' : undefined;
  }
  if (/^(?:validate|touch|verify|check)$/iu.test(callee)) return receiver !== undefined && /session|transport|conn/iu.test(receiver) ? 'boolean' : undefined;
  const store = receiver ?? '';
  if (OTHER_THING.test(question) || (/^(?:pool|ring|workers?|cluster|shards?|nodes?)$/iu.test(store) && !/query/iu.test(question)) || (OTHER_STORE.test(store) && !/session|transport/iu.test(store))) return undefined;
  if (/^(?:get|find|lookup|look|load|fetch|resolve|restore|refresh|retrieve|peek|query|select|read|resume|recover|rehydrate|hydrate|by[A-Z_])/u.test(callee) || /^by(?:Session|Id)/iu.test(callee)) {
    return 'session';
  }
  return undefined;
}

const STATES = '(?:Mcp|MCP|Http|HTTP|Sse|SSE|Active|Alive|Existing|Known|Live|Local|Open|Registered|Remote|Valid|Client|Server|The|This|A|An|Any|Such|Our|_)*';
const THINGS = '(?:Session|Transport|Connection|Conn|Entry|Instance|Stream|Client|Server|State)s?';
/** `has(id)`, `hasSession(id)`, `existsActiveTransport(id)`; not `hasCapacity(id)`, `hasAccess(id)`. */
const ASKS_FOR_SESSION = new RegExp(`^(?:has|exists|contains|includes|knows)_?${STATES}(?:${THINGS}|Id|Key|SessionId|SessionKey)?(?:Exists?)?$`, 'iu');
const IS_STATE = '(?:Active|Alive|Existing|Exists?|Known|Live|Open|Registered|Valid|Present|Connected|There|Ours|Local)';
/** `isActiveSession(id)`, `isSessionValid(id)`; not `isWellFormedSession(id)`, `isValidSessionKey(id)`. */
const IS_SESSION = new RegExp(`^(?:is|are)_?${STATES}Sessions?_?${IS_STATE}?(?:Locally|Here|Now)?$`, 'iu');
/** `validateSession(id)`, `checkSessionExists(id)`; not `validateSessionCsrf(id)`, `checkSessionLength(id)`. */
const CHECKS_SESSION = new RegExp(`^(?:validate|verify|check|touch)(?:If|That)?_?${STATES}Session_?(?:Is)?_?(?:${IS_STATE}|Existence|Liveness|Validity)?$`, 'iu');
/** What is kept for a session is another thing than the session: who may use it, and what it may use. */
const OTHER_THING = /limit|quota|token|auth|permission|access|own(?:er|ed)|role|scope|user|principal|account|tenant|config|settings|csrf|worker|shard|slot|(?<!b)lock|(?<!re)lease|capacity|queue/iu;

/** Not about whether the session is there: its form, its owner, limits. */
const OTHER_QUESTION = /id$|valid|format|schema|header|rate|limit|quota|token|auth|permission|access|own|role|scope|user|principal|account|tenant|config|env|settings|init|csrf/iu;

/** `getBySessionId` asks for what `get` asks for. */
function withoutKey(callee: string): string {
  return callee.length > LONGEST_NAME ? callee : callee.replace(/(?:By|For|Of|With)[A-Z]\w*?(?=Or[A-Z]|$)/u, '');
}

/** A call out of sight that is given the id and throws where there is no session: `getOrThrow(id)`, `requireSession(id)`. */
export function throwsWithoutSession(callee: string, receiver: string | undefined): boolean {
  const name = withoutKey(callee);
  const [verb, thrower] = /^(\w+?)Or(?:Throw|Fail|Die|Error|Reject)$/u.exec(name)?.slice(1).concat('or') ?? [name, ''];
  if (OTHER_QUESTION.test(verb!) || NEVER_THROWER.test(verb!) || (receiver !== undefined && OTHER_STORE.test(receiver))) return false;
  if (thrower === 'or') return /^(?:get|find|load|fetch|look_?[uU]p|retrieve|resolve|restore|resume|read|require|take)?(?:One|First|Unique)?$|[sS]ession$|[tT]ransport$/u.test(verb!);
  if (/^must(?:Get|Find|Load)(?:\w*(?:Session|Transport))?$/u.test(name)) return true;
  if (/^(?:require|assert|expect|demand|must)$/u.test(name)) return receiver !== undefined && /session|transport/iu.test(receiver);
  if (/^(?:require|assert|expect|demand|must(?:Have|Be)?)\w*(?:Session|Transport)(?:Is)?(?:Exists?|Active|Alive|Known|Live|Open)?$/u.test(name)) return true;
  return /^ensure\w*Session(?:Exists?|Is(?:Active|Alive|Known|Live|Open))$/u.test(name);
}

const NEVER_THROWER = /log|metric|track|count|throttle|hash|encode|decode|parse|sanitize|verify|check|cookie|sign/iu;
const OTHER_STORE = /config|env|settings|user|account|token|auth|limit|permission|tenant|tools?$|jobs?$|tasks?$|resources?$|events?$/iu;

/**
 * A lookup out of sight that certainly is one of sessions: by its own name, its receiver's, or what is read from its result.
 * @param used what is read: `transport` of `(await store.load(id)).transport`
 */
export function looksUpSession(callee: string, receiver: string | undefined, used: string | undefined): boolean {
  const name = withoutKey(callee);
  if (OTHER_QUESTION.test(name) || (receiver !== undefined && OTHER_STORE.test(receiver)) || lookupKind(callee, receiver) !== 'session') return false;
  if (!/^(?:get|find|load|fetch|look_?[uU]p|retrieve|restore|resume|recover|reopen|reconnect|read)(?:$|(?:[A-Z]\w*)?(?:Session|Transport)$)/u.test(name)) return false;
  return /session|transport/iu.test(`${name} ${receiver ?? ''}`) || /^(?:transport|handleRequest|session)$/u.test(used ?? '');
}

/** Properties of a live session that are falsy while it lives. */
export function isFalsyWhileLive(property: string): boolean {
  return /^_?(?:is|was|has)?_?(?:closed|closing|expired|revoked|error|err|destroyed|terminated|disposed|stale|dead|ended|stopped|invalid|disconnected|deleted|inactive|aborted|shut)/iu.test(property);
}

/** Properties that a live session may lack: whether they are there is another question than whether the session is. */
export function isCredentialName(property: string): boolean {
  return /token|credential|api_?key|secret|password|jwt|auth/iu.test(property);
}

const ROLES: readonly (readonly [RegExp, Role])[] = [
  [/^_?(?:\w*(?:req|Req|request|Request)|incoming(?:Message)?)$/u, 'request'],
  [/^_?(?:\w*(?:res|Res|resp|response|Response|reply|Reply)|rep|outgoing|serverResponse)$/u, 'reply'],
  [/^_?(?:c|ctx|context|event|\w*Ctx|\w*Context)$/u, 'context'],
];

/** What a parameter of this name usually is. */
export function roleOfName(name: string): Role | undefined {
  if (/address|progress|express|ingress|access|process|success|compress/iu.test(name)) return undefined;
  return ROLES.find(([pattern]) => pattern.test(name))?.[1];
}

/** Does this name speak of the id of a session? */
export function namesSessionId(name: string | undefined): boolean {
  return name !== undefined && /^#?_?(?:\w*session_?id|sid|id|session)$/iu.test(name);
}

/** A class whose instances serve one session: building one for an unknown id creates a session. */
export function isTransportClass(name: string): boolean {
  return /Transport$/u.test(name) && !/^(?:SSE|Stdio|InMemory|WebSocket)|Client/u.test(name);
}
