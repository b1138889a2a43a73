import { SESSION_MANAGEMENT_URL } from '../../protocol/session.js';
import { RECOMMENDED, type RuleId, STRICT } from '../../report.js';
import { version } from '../help.js';
import { toJson } from '../io.js';
import type { FileResult, ReportedFinding, Run, TextChange } from '../run.js';
import { summarise } from '../summary.js';
import { planLine } from './plans.js';
import { levelOf, RULES } from './rules.js';

/** Whose place is the working directory; the file says nothing of the machine that wrote it. */
const ROOT = 'SRCROOT';

const NO_LINE = { line: undefined, column: undefined, endLine: undefined, endColumn: undefined };

/** The run as SARIF 2.1.0: what is wrong with the files as they are now. */
export function reportSarif(run: Run): string {
  const rules = run.strict ? STRICT : RECOMMENDED;
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'eslint-plugin-mcp-session', version: version(), semanticVersion: version(), rules: rules.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        newlineSequences: ['\r\n', '\n', '\r', '\u2028', '\u2029'],
        originalUriBaseIds: { [ROOT]: { description: { text: 'The folder in which the program was run.' } } },
        invocations: [
          {
            executionSuccessful: summarise(run).errors === 0,
            toolExecutionNotifications: run.files.flatMap(notificationsOf),
          },
        ],
        results: run.files.flatMap((file) => resultsOf(file, run, rules)),
      },
    ],
  };
  return toJson(log);
}

function ruleOf(ruleId: RuleId): object {
  const { title, summary, background, remedy, url, level } = RULES[ruleId];
  return {
    id: idOf(ruleId),
    name: ruleId.replaceAll(/(?:^|-)([a-z])/gu, (_match, letter: string) => letter.toUpperCase()),
    shortDescription: { text: summary },
    fullDescription: { text: background },
    help: {
      text: `${background}\n\n${remedy}\n\n${url}`,
      markdown: `**${title}.** ${background}\n\n**What to do.** ${remedy}\n\n[Specification, Session Management](${url})`,
    },
    helpUri: url,
    defaultConfiguration: { level },
    properties: { tags: ['mcp', 'protocol', 'reliability'], precision: 'very-high', 'problem.severity': level },
  };
}

/** As ESLint calls it. */
const idOf = (ruleId: RuleId): string => `mcp-session/${ruleId}`;

function resultsOf({ path, findings }: FileResult, { command, dryRun }: Run, rules: readonly RuleId[]): object[] {
  const seen = new Map<string, number>();
  return findings.flatMap((reported) => {
    const { finding, state, fingerprint = '' } = reported;
    // What is rewritten is no longer there.
    if (command === 'migrate' && !dryRun && state === 'rewritten') return [];
    const ordinal = (seen.get(fingerprint) ?? 0) + 1;
    seen.set(fingerprint, ordinal);
    const { ruleId, message, status, reachedBy, methods, plan } = finding;
    return [
      {
        ruleId: idOf(ruleId),
        ruleIndex: rules.indexOf(ruleId),
        level: levelOf(reported),
        message: { text: asMessage(`${message}\n${planLine(reported)}`) },
        locations: [{ physicalLocation: physical(path, finding) }],
        ...(fingerprint !== '' && { partialFingerprints: { 'mcpSessionAnswer/v1': `${fingerprint}:${ordinal}` } }),
        codeFlows: codeFlowsOf(path, reported),
        fixes: fixesOf(path, reported),
        properties: { status, reachedBy, methods, plan: plan.kind, specification: SESSION_MANAGEMENT_URL },
      },
    ];
  });
}

/** Where the id enters, which lookup misses, and which answer follows. */
function codeFlowsOf(path: string, { finding: { trace } }: ReportedFinding): object[] | undefined {
  if (trace.length === 0) return undefined;
  const locations = trace.map((step) => ({
    location: { physicalLocation: { ...physical(step.path ?? path, { ...NO_LINE, line: step.line }) }, message: { text: asMessage(step.text) } },
  }));
  return [{ threadFlows: [{ locations }] }];
}

function fixesOf(path: string, reported: ReportedFinding): object[] | undefined {
  const { changes = [] } = reported;
  if (changes.length === 0) return undefined;
  const files = new Map<string, TextChange[]>();
  for (const change of changes) files.set(change.path ?? path, [...(files.get(change.path ?? path) ?? []), change]);
  const artifactChanges = [...files].map(([name, pieces]) => ({
    artifactLocation: located(name),
    replacements: pieces.map((piece) => ({ deletedRegion: regionOf(piece), insertedContent: { text: piece.text } })),
  }));
  return [{ description: { text: asMessage(planLine(reported)) }, artifactChanges }];
}

function notificationsOf({ path, errors, notes }: FileResult): object[] {
  return [
    ...errors.map(({ message, line, column }) => ({
      level: 'error',
      message: { text: asMessage(message) },
      locations: [{ physicalLocation: physical(path, { ...NO_LINE, line, column }) }],
    })),
    ...notes.map((note) => ({ level: 'note', message: { text: asMessage(note) }, locations: [{ physicalLocation: physical(path, NO_LINE) }] })),
  ];
}

interface Region {
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly endLine: number | undefined;
  readonly endColumn: number | undefined;
}

function physical(path: string, region: Region): object {
  return { artifactLocation: located(path), ...(region.line !== undefined && { region: regionOf(region) }) };
}

function regionOf({ line, column, endLine, endColumn }: Region): object {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function located(path: string): object {
  // Half of a pair of surrogates, which some systems allow in names, has no encoding.
  const uri = path.replace(/\p{Surrogate}/gu, '\uFFFD').split('/').map(encodeURIComponent).join('/');
  return { uri, uriBaseId: ROOT };
}

/** Texts of SARIF know links, `[text](target)`, and placeholders, `{0}`; quoted code knows neither. */
function asMessage(text: string): string {
  return text.replace(/\[(?=[^\]]{0,5000}\]\()/gu, String.raw`\[`).replace(/\{(\d+)\}/gu, '{{$1}}');
}
