/** The engine as the command line tool runs it: with the repository's other files at hand. */
import { join } from 'node:path';
import { analyseFiles, migrateFiles } from '../../src/api.js';
import { DiskProject } from '../../src/cli/project/disk-project.js';
import { parseWithOxc } from '../../src/parsers/oxc.js';
import type { Analysis, Finding } from '../../src/report.js';
import type { Engine } from './examine.js';

/** @param root where the repository's files stand */
export function engineWith(root: string): Engine {
  const open = (text: string, path: string): { project: DiskProject; location: string } => {
    // As for a single file: what does not parse is an error, not a silence.
    parseWithOxc(text, path);
    const location = join(root, path);
    const project = new DiskProject();
    project.setText(location, text);
    return { project, location };
  };
  return {
    analyse(text, path): Analysis {
      const { project, location } = open(text, path);
      const analyses = analyseFiles([location], project);
      const own = analyses.get(location) ?? { handlers: [], findings: [], notes: [] };
      return { ...own, findings: [...analyses.values()].flatMap(({ findings }) => findings.map((finding) => seenFrom(finding, location, text))) };
    },
    migrate(text, path) {
      const { project, location } = open(text, path);
      const { outputs, rewritten, left } = migrateFiles([location], project);
      return { output: outputs.get(location) ?? text, rewritten, left };
    },
  };
}

/** A finding of another file counts where this one leads to it. */
function seenFrom(finding: Finding, location: string, text: string): Finding {
  if (finding.path === location || !finding.from) return finding;
  const [start, end] = finding.from;
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  return { ...finding, range: [start, end], answerRange: [start, end], line: lineAt(start), endLine: lineAt(end), column: 1, endColumn: 1 };
}
