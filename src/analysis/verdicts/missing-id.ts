/** Requests without a session id that get an error other than 400 for it. */
import { MISSING_ID_STATUS, UNKNOWN_ID_STATUS } from '../../protocol/session.js';
import { isFunction, type Node } from '../../syntax/nodes.js';
import type { Source } from '../../syntax/source.js';
import type { Outcome } from '../run.js';
import { type Arrival, type Duty, findSites, type Site } from './sites.js';

/** 405, 406 and 415 are about the method and the representation, in whatever order a handler asks. */
const MISSING_ID: Duty = { subject: 'missing', neutral: new Set([405, 406, 415, MISSING_ID_STATUS]) };

/** Answers to a request that has not shown who it is. */
const REFUSALS = new Set([401, 402, 403, 407]);
const CREDENTIALS = /www-authenticate|bearer|token|credential|api.?key|log.?in|sign.?in|password|authenticat|oauth|challenge|forbid|permission|secret|jwt/iu;

/** All of them in a file, without those that the repair of an unknown id's answer takes along. */
export function findMissingSites(source: Source, outcomes: readonly Outcome[]): Site[] {
  return findSites(source, outcomes, MISSING_ID).filter((site) => !isOfUnknown(site) && !isOfLive(site) && !mayBeAboutCredentials(source, site));
}

/** One wrong answer for both is split by `unknown-id-status`, which gives each its own. */
function isOfUnknown({ status, arrivals }: Site): boolean {
  return status !== UNKNOWN_ID_STATUS && arrivals.unknown.length > 0;
}

/** What another handler certainly gives a live session is no answer to the id: a path that nobody serves. */
function isOfLive({ arrivals }: Site): boolean {
  return arrivals.live.some((one) => one.certain);
}

/** Without an id a request may well be asked for a token first: then the refusal is right. */
function mayBeAboutCredentials(source: Source, { status, arrivals }: Site): boolean {
  return arrivals.missing.some(
    ({ answer: { parts } }) =>
      parts.challenges.length > 0 || (REFUSALS.has(status) && speaksOf(source, { node: parts.node, frames: parts.at.frames })),
  );
}

function speaksOf(source: Source, { node, frames }: Pick<Arrival['answer']['parts']['at'], 'frames'> & { readonly node: Node }): boolean {
  const places = [node, ...frames.map((frame) => frame.call)];
  return places.some((place) => CREDENTIALS.test(source.textOf(statementAround(source, place)))) || tests(source, node).some((test) => CREDENTIALS.test(source.textOf(test)));
}

/** The statement with what stands beside it in its block: the message may be a line of its own. */
function statementAround(source: Source, node: Node): Node {
  let child = node;
  for (let up = source.parentOf(node); up && !isFunction(up) && up.type !== 'Program'; child = up, up = source.parentOf(up)) {
    if (up.type === 'BlockStatement') return isFunction(source.parentOf(up)) ? child : up;
  }
  return child;
}

/** What was asked on the way to the answer, in its own function. */
function tests(source: Source, node: Node): Node[] {
  const found: Node[] = [];
  for (let up = source.parentOf(node); up && !isFunction(up); up = source.parentOf(up)) {
    if (up.type === 'IfStatement' || up.type === 'ConditionalExpression') found.push(up.test);
  }
  return found;
}
