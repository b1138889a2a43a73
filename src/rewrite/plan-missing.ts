/** Decides how an answer to a missing session id becomes 400. */
import type { Arrival, Site } from '../analysis/sites.js';
import { MISSING_ID_STATUS, SESSION_NOT_FOUND_CODE } from '../protocol/session.js';
import type { Edit, Plan } from '../report.js';
import { literalValue, unwrap } from '../syntax/nodes.js';
import type { Source } from '../syntax/source.js';
import type { Atom, Value } from '../values/values.js';
import { importEdits, isCallable } from './callable.js';
import { sorted, within } from './edits.js';
import { catchAround, rangeOf, regionOf } from './region.js';
import { restateBody, restateStatus } from './restate.js';
import { isArm, manual } from './plan.js';
import { split, splitGuard, type SplitResult, splitStatus, type Versions } from './split.js';
import { quoted } from './text.js';

const HEADER_REQUIRED = 'Bad Request: Mcp-Session-Id header is required';
const INVALID_REQUEST_CODE = -32_000;

export function planForMissing(source: Source, site: Site): Plan {
  const plan = decide(source, site);
  const imports = site.origin && plan.edits.length > 0 ? importEdits(source, site.origin, plan.edits) : [];
  return imports.length > 0 ? { ...plan, edits: sorted([...plan.edits, ...imports]) } : plan;
}

function decide(source: Source, site: Site): Plan {
  const { origin, status, arrivals } = site;
  if (!origin) return manual(`an exception leaves the handler and becomes ${status}: answer 400 before it is thrown`);
  if (site.sharedHelper) return manual('the helper called here has one fixed status and other callers: answer 400 here when the request has no session id');
  if (catchAround(source, origin)) return manual(`this catch clause answers other errors with ${status} too: answer 400 before anything is thrown`);
  if (arrivals.live.length > 0) return manual('a live session can get this answer too: answer the request without a session id on its own first, with 400');
  const toMissing = restateStatus(source, origin, MISSING_ID_STATUS);
  const arrival = arrivals.missing.find((one) => one.certain)!;
  if (!toMissing) return manual('the status is computed: make it 400 for a request without a session id');
  const region = regionOf(source, arrival.answer, origin);
  const missing = sorted([toMissing, ...bodyEdits(source, arrival, status)]);
  if (arrivals.unknown.length === 0) return { kind: 'swap', edits: missing };
  if (!arrivals.unknown.some((one) => one.certain)) return manual('an unknown session id may get this answer too: answer the request without one on its own first, with 400');
  if (!region) {
    if (isCallable(source, origin)) return manual('the status is in the name of what is called: answer the request without a session id on its own, with 400');
    return asPlan(splitStatus(source, site, origin, { unknown: [], missing: [toMissing] }));
  }
  const versions: Versions = { unknown: [], missing: within(missing, rangeOf(region.statements)) };
  if (isArm(source, origin, region)) return asPlan(splitStatus(source, site, origin, { unknown: [], missing: [toMissing] }));
  const byGuard = splitGuard(source, site, region, versions);
  if (byGuard && 'edits' in byGuard && !byGuard.edits.includes(versions.missing[0]!)) {
    return manual('other causes share this answer: answer the request without a session id on its own first, with 400');
  }
  return asPlan(byGuard ?? split(source, site, region, versions));
}

function asPlan(result: SplitResult): Plan {
  return 'reason' in result ? manual(result.reason) : { kind: 'split', edits: sorted(result.edits.filter((edit) => edit.range[0] !== edit.range[1] || edit.text !== '')) };
}

/** The reason phrase follows the status; a body that speaks of an unknown session says what is missing instead. */
function bodyEdits(source: Source, { answer: { parts } }: Arrival, from: number): Edit[] {
  const edits = restateBody(source, parts, from, MISSING_ID_STATUS);
  const taken = new Set(edits.map(({ range }) => range[0]));
  return [...edits, ...(parts.body ?? []).flatMap((atom) => sessionNotFound(source, atom)).filter(({ range }) => !taken.has(range[0]))];
}

function sessionNotFound(source: Source, atom: Atom): Edit[] {
  if (atom.kind === 'const') return textEdit(source, [atom]);
  if (atom.kind !== 'object') return [];
  const error = atom.properties.get('error');
  const inner = error?.length === 1 && error[0]!.kind === 'object' ? error[0].properties : undefined;
  if (!inner) return [...textEdit(source, atom.properties.get('message')), ...textEdit(source, error)];
  return [...codeEdit(inner.get('code')), ...textEdit(source, inner.get('message'))];
}

function codeEdit(value: Value | undefined): Edit[] {
  const [only] = value ?? [];
  const origin = only?.kind === 'const' && only.value === SESSION_NOT_FOUND_CODE ? only.origin : undefined;
  const isLiteral = origin && (origin.type === 'Literal' || origin.type === 'UnaryExpression');
  return isLiteral ? [{ range: origin.range, text: String(INVALID_REQUEST_CODE) }] : [];
}

function textEdit(source: Source, value: Value | undefined): Edit[] {
  const [only] = value ?? [];
  const origin = value?.length === 1 && only?.kind === 'const' && only.origin ? unwrap(only.origin) : undefined;
  const before = origin && literalValue(origin);
  if (origin?.type !== 'Literal' || typeof before !== 'string') return [];
  const isOfUnknown = /not found|unknown|expired|no longer|does not exist|terminated/iu.test(before) && !/missing|required|no (?:valid )?session|without/iu.test(before);
  const isRefusal = /^(?:unauthori[sz]ed|forbidden)\b/iu.test(before);
  return isOfUnknown || isRefusal ? [{ range: origin.range, text: quoted(source, HEADER_REQUIRED, source.textOf(origin)) }] : [];
}
