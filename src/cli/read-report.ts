import { readFileSync } from 'node:fs';
import { type Cell, type HandlerReport, type Matrix, METHODS, RULE_IDS, SCENARIOS, type TraceStep } from '../report.js';
import { Failure, type FileError, toFileError } from './failure.js';
import { type FileResult, fileResult, type ReportedFinding, type Run, type TextChange } from './run.js';
import { Fields, flag, listOf, oneOf, position, type Reader, ShapeError, text, whole } from './shape.js';
import type { Shard } from './shard.js';

/**
 * A run from what `check --format json` printed about it.
 * @param location of the file
 * @param name what it is called in messages
 * @throws Failure when the file is not such a report
 */
export function readReport(location: string, name: string): Run {
  try {
    return runOf(JSON.parse(readFileSync(location, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Failure(`${name} is not JSON`);
    if (error instanceof ShapeError) throw new Failure(`${name} is not a report of check --format json: ${error.message}`);
    throw new Failure(`${name} cannot be read: ${toFileError(error).message}`);
  }
}

function runOf(document: unknown): Run {
  const fields = new Fields(document, '');
  const version = fields.get('version', whole);
  if (version !== 1) throw new ShapeError(`it has version ${version}, and this program reads version 1`);
  const command = fields.get('command', text);
  if (command !== 'check') throw new ShapeError(`it is one of ${command}, and only those of check can be merged`);
  return {
    command,
    dryRun: false,
    strict: fields.get('strict', flag),
    inFile: fields.get('inFile', flag),
    paths: fields.get('paths', listOf(text)),
    ...fields.maybe('shard', shard),
    examined: new Fields(fields.get('summary', object), 'summary').get('files', whole),
    files: fields.get('files', listOf(file)),
  };
}

const object: Reader<unknown> = (value) => value;

const shard: Reader<Shard> = (value, at) => {
  const fields = new Fields(value, at);
  const read = { index: fields.get('index', position), count: fields.get('count', position) };
  if (read.index > read.count) throw new ShapeError(`${at}.index is greater than ${at}.count`);
  return read;
};

const file: Reader<FileResult> = (value, at) => {
  const fields = new Fields(value, at);
  if (fields.has('diff')) throw new ShapeError(`${at} has a diff, and those cannot be merged: run check without --diff`);
  return fileResult(fields.get('path', text), {
    handlers: fields.get('handlers', listOf(handler)),
    findings: fields.get('findings', listOf(finding)),
    notes: fields.get('notes', listOf(text)),
    errors: fields.get('errors', listOf(error)),
  });
};

const error: Reader<FileError> = (value, at) => {
  const fields = new Fields(value, at);
  return { message: fields.get('message', text), ...fields.maybe('line', position), ...fields.maybe('column', position) };
};

const handler: Reader<HandlerReport> = (value, at) => {
  const fields = new Fields(value, at);
  return { name: fields.get('name', text), line: fields.get('line', position), matrix: fields.get('matrix', matrix) };
};

const matrix: Reader<Matrix> = (value, at) => {
  const fields = new Fields(value, at);
  return METHODS.reduce<Matrix>((rows, method) => ({ ...rows, ...fields.maybe(method, row) }), {});
};

const row: Reader<NonNullable<Matrix['GET']>> = (value, at) => {
  const fields = new Fields(value, at);
  return { missing: fields.get('missing', cell), unknown: fields.get('unknown', cell), live: fields.get('live', cell) };
};

const cell: Reader<Cell> = (value, at) => {
  const fields = new Fields(value, at);
  const outcome = fields.get('outcome', oneOf('status', 'handled', 'creates', 'unclear'));
  return { outcome, ...fields.maybe('status', whole), ...fields.maybe('line', position), ...fields.maybe('path', text) };
};

const finding: Reader<ReportedFinding> = (value, at) => {
  const fields = new Fields(value, at);
  const kind = fields.get('plan', oneOf('swap', 'split', 'classify', 'manual'));
  const { reason } = fields.maybe('reason', text);
  const { elsewhere } = fields.maybe('elsewhere', listOf(text));
  // The reason of a manual plan is part of it; of another one, it says why it was not carried out.
  const isManual = kind === 'manual';
  return {
    finding: {
      ruleId: fields.get('ruleId', oneOf(...RULE_IDS)),
      ...fields.maybe('entry', text),
      message: fields.get('message', text),
      ...regionOf(fields),
      status: fields.get('status', whole),
      reachedBy: fields.get('reachedBy', listOf(oneOf(...SCENARIOS))),
      methods: fields.get('methods', listOf(oneOf(...METHODS))),
      plan: {
        kind,
        ...(isManual && reason !== undefined && { reason }),
        ...fields.maybe('note', text),
        ...(elsewhere && { elsewhere: elsewhere.map((path) => ({ path })) }),
      },
      trace: fields.get('trace', listOf(step)),
    },
    ...(!isManual && reason !== undefined && { reason }),
    ...fields.maybe('fingerprint', text),
    ...fields.maybe('changes', listOf(change)),
  };
};

const step: Reader<TraceStep> = (value, at) => {
  const fields = new Fields(value, at);
  return { ...fields.maybe('path', text), line: fields.get('line', position), text: fields.get('text', text) };
};

const change: Reader<TextChange> = (value, at) => {
  const fields = new Fields(value, at);
  return { ...fields.maybe('path', text), ...regionOf(fields), text: fields.get('text', text) };
};

function regionOf(fields: Fields): Pick<TextChange, 'line' | 'column' | 'endLine' | 'endColumn'> {
  return { line: fields.get('line', position), column: fields.get('column', position), endLine: fields.get('endLine', position), endColumn: fields.get('endColumn', position) };
}
