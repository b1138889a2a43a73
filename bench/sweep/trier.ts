/**
 * Tries files in a process of its own, which can be ended when one takes for ever.
 * It is sent `{ folder, paths }` once, and sends the path of each file, then its trial.
 */
import { join } from 'node:path';
import * as engine from '../../src/api.js';
import { readSource } from '../../src/cli/source.js';
import { tryFile } from './trial.js';

process.once('message', ({ folder, paths }: { folder: string; paths: readonly string[] }) => {
  for (const path of paths) {
    process.send!(path);
    process.send!(tryFile(path, () => readSource(join(folder, path)), engine));
  }
  // Only when everything has arrived: to leave earlier breaks the channel.
  process.send!('', undefined, undefined, () => process.disconnect());
});
