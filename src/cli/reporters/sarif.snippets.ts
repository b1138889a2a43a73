/** Reading SARIF in tests: against the schema, and as a tool would that applies the fixes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import official from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { expect } from 'vitest';

// Draft 4 and draft 7 differ in two words only, as far as this schema goes.
const { $schema: _draft4, id: _id, ...schema } = official;
// One of its patterns is none with the flag `u`.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
formats.default(ajv);
const validate = ajv.compile(schema);

export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

interface Location {
  readonly physicalLocation: { readonly artifactLocation: { readonly uri: string; readonly uriBaseId: string }; readonly region?: Region };
  readonly message?: { readonly text: string };
}

interface Fix {
  readonly artifactChanges: readonly {
    readonly artifactLocation: { readonly uri: string };
    readonly replacements: readonly { readonly deletedRegion: Region; readonly insertedContent: { readonly text: string } }[];
  }[];
}

export interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly [Location];
  readonly partialFingerprints?: Readonly<Record<string, string>>;
  readonly codeFlows?: readonly [{ readonly threadFlows: readonly [{ readonly locations: readonly { readonly location: Location }[] }] }];
  readonly fixes?: readonly [Fix];
}

export interface SarifRun {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string; readonly help: { readonly text: string; readonly markdown: string } }[] } };
  readonly invocations: readonly [{ readonly executionSuccessful: boolean; readonly toolExecutionNotifications: readonly { readonly level: string; readonly message: { readonly text: string }; readonly locations: readonly [Location] }[] }];
  readonly results: readonly Result[];
}

/** The run in a log that the schema finds nothing wrong with. */
export function sarifOf(printed: string): SarifRun {
  const log: { runs: [SarifRun] } = JSON.parse(printed);
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  return log.runs[0];
}

/** What the files of a folder become when these fixes are applied: line and column are all that is known of a place. */
export function applyFixes(folder: string, results: readonly Result[]): Map<string, string> {
  const pieces = new Map<string, { start: number; end: number; text: string }[]>();
  const textOf = (uri: string): string => readFileSync(join(folder, decodeURIComponent(uri)), 'utf8').replace(/^\uFEFF/u, '');
  for (const { artifactChanges } of results.flatMap(({ fixes = [] as never }) => fixes)) {
    for (const { artifactLocation: { uri }, replacements } of artifactChanges) {
      const starts = [0, ...[...textOf(uri).matchAll(/\r\n|[\r\n\u2028\u2029]/gu)].map(({ index, 0: end }) => index + end.length)];
      const own = replacements.map(({ deletedRegion: region, insertedContent: { text } }) => ({
        start: starts[region.startLine - 1]! + region.startColumn - 1,
        end: starts[region.endLine - 1]! + region.endColumn - 1,
        text,
      }));
      pieces.set(uri, [...(pieces.get(uri) ?? []), ...own]);
    }
  }
  return new Map([...pieces].map(([uri, list]) => {
    const apply = (text: string, { start, end, text: inserted }: { start: number; end: number; text: string }): string => text.slice(0, start) + inserted + text.slice(end);
    return [decodeURIComponent(uri), list.sort((a, b) => b.start - a.start).reduce(apply, textOf(uri))];
  }));
}
