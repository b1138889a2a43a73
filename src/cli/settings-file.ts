import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type PartialSettings, readSettings, SettingsError } from '../settings.js';
import { UsageError } from './flags.js';

/**
 * What a project says about itself, from a JSON file.
 * @throws UsageError when the file cannot be read, is no JSON, or says something that makes no sense
 */
export function settingsFrom(path: string, cwd: string): PartialSettings {
  try {
    return readSettings(JSON.parse(readFileSync(resolve(cwd, path), 'utf8')));
  } catch (error) {
    if (error instanceof SettingsError) throw new UsageError(`${path}: ${error.message}`);
    if (error instanceof SyntaxError) throw new UsageError(`${path} is not JSON`);
    throw new UsageError(`${path} cannot be read`);
  }
}
