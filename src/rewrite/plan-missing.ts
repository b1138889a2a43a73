/** Decides how an answer to a missing session id becomes 400. */
import type { Arrival, Site } from '../analysis/verdicts/sites.js';
import { MISSING_ID_STATUS, SESSION_NOT_FOUND_CODE } from '../protocol/session.js';
import type { Edit, Plan } from '../report.js';
import type { Source } from '../syntax/source.js';
import type { Value } from '../values/values.js';
import { importEdits, isCallable } from './callable.js';
import { sorted, within } from './edits.js';
import { catchAround, rangeOf, regionOf } from './region.js';
import { codeIn, restateBody, restateStatus } from './restate.js';
import { asPlan, isArm, manual } from './plan.js';
import { split, splitGuard, splitStatus, type Versions } from './split.js';

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

/** The texts follow the status; the code of an unknown session goes with it. */
function bodyEdits(source: Source, { answer: { parts } }: Arrival, from: number): Edit[] {
  const codes = (parts.body ?? []).flatMap((atom) => {
    const [error] = (atom.kind === 'object' ? atom.properties.get('error') : undefined) ?? [];
    return error?.kind === 'object' ? codeEdit(source, error.properties.get('code')) : [];
  });
  return [...restateBody(source, parts, from, MISSING_ID_STATUS), ...codes];
}

function codeEdit(source: Source, value: Value | undefined): Edit[] {
  const [only] = value ?? [];
  const origin = only?.kind === 'const' && only.value === SESSION_NOT_FOUND_CODE ? only.origin : undefined;
  const isLiteral = origin && (origin.type === 'Literal' || origin.type === 'UnaryExpression');
  return isLiteral ? [{ range: origin.range, text: codeIn(source, INVALID_REQUEST_CODE) }] : [];
}
