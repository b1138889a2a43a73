import type { Format } from '../flags.js';
import type { Io } from '../io.js';
import type { Run } from '../run.js';
import { reportGithub } from './github.js';
import { reportJson } from './json.js';
import { reportMarkdown } from './markdown.js';
import { reportSarif } from './sarif.js';
import { reportText } from './text.js';

/** Prints a run. @param quiet errors and findings only */
type Reporter = (run: Run, io: Io, quiet: boolean) => void;

export const REPORTERS: Readonly<Record<Format, Reporter>> = {
  text: reportText,
  // For programs, which take what they need.
  json: (run, { stdout }) => stdout.write(reportJson(run)),
  sarif: (run, { stdout }) => stdout.write(reportSarif(run)),
  github: (run, { stdout, cwd, env }, quiet) => stdout.write(reportGithub(run, { quiet, cwd, workspace: env['GITHUB_WORKSPACE'] })),
  markdown: (run, { stdout }, quiet) => stdout.write(reportMarkdown(run, quiet)),
};
