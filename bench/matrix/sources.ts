/** What every host is tried on: the files of the fixtures, with what must be found in each and what it must become. */
import { join } from 'node:path';
import { afterFolder, type Fixture, isCode, loadFixtures, readTree } from '../../fixtures/fixture.js';
import { analyse } from '../../src/api.js';
import { RECOMMENDED } from '../../src/report.js';

export interface Source {
  /** From the fixtures' folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** After every rewrite that this file alone allows. */
  readonly fixed: string;
  /** One line a finding: rule, line, column. */
  readonly findings: readonly string[];
  /** Whether files beside it matter: a host that sees all of them may say more. */
  readonly isAlone: boolean;
}

export const placeOf = (rule: string, line: number, column: number): string => `${rule} ${line}:${column}`;

export function sources(fixtures: readonly Fixture[] = loadFixtures()): Source[] {
  return fixtures.flatMap((fixture) => {
    const after = readTree(afterFolder(fixture));
    return [...readTree(join(fixture.directory, 'src'))].flatMap(([file, text]) => {
      if (!isCode(file)) return [];
      const isRepaired = !fixture.project || fixture.inFile.includes(file);
      const findings = analyse(text, file).findings.filter(({ ruleId }) => RECOMMENDED.includes(ruleId));
      return {
        path: `${fixture.name}/${file}`,
        text,
        fixed: (isRepaired ? after.get(file) : undefined) ?? text,
        findings: findings.map(({ ruleId, line, column }) => placeOf(ruleId, line, column)).sort(),
        isAlone: !fixture.project,
      };
    });
  });
}

/** Where what was found is not what had to be; empty when all is well. */
export function wrongFindings(wanted: readonly Source[], found: ReadonlyMap<string, readonly string[]>): string[] {
  return wanted.flatMap(({ path, findings }) => {
    const given = [...(found.get(path) ?? [])].sort();
    return given.join('\n') === findings.join('\n') ? [] : `${path}: found [${given.join(', ')}] instead of [${findings.join(', ')}]`;
  });
}

/** The files that did not become what they had to. */
export function wrongBytes(wanted: readonly Source[], read: (path: string) => string): string[] {
  return wanted.flatMap(({ path, text, fixed }) => {
    const given = read(path);
    if (given === fixed) return [];
    return `${path}: ${given === text ? 'left as it was' : 'other bytes than expected'}`;
  });
}
