import type { Site } from '../analysis/sites.js';
import type { Plan } from '../report.js';
import type { Source } from '../syntax/source.js';

export function planFor(_source: Source, _site: Site): Plan {
  return { kind: 'manual', edits: [], reason: 'not written yet' };
}
