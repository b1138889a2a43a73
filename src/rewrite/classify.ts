/** Decides how a clause tells a dead session from everything else that may go wrong. */
import type { Site } from '../analysis/verdicts/sites.js';
import type { Plan } from '../report.js';
import type { Source } from '../syntax/source.js';
import { isOwnError, manual, planFor } from './plan.js';

/** @param site one that has `caught` */
export function planForLookupError(source: Source, site: Site): Plan {
  const { caught, origin, status } = site;
  const clause = caught?.clause;
  if (!clause) return manual(`an exception leaves the handler and becomes ${status}: answer 404 before it is thrown, or map it where errors are answered`);
  // One class of error has an answer of its own here already: only its status is wrong.
  if (origin && isOwnError(source, clause, site.sharedHelper ? site.place : origin)) return planFor(source, site);
  const what = clause.type === 'CatchClause' ? 'this catch clause' : 'this error handler';
  return manual(`${what} answers every error with ${status}: tell a dead session (404) from a failure of the server first`);
}
