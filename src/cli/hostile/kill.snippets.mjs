/** Loaded before the program: ends it like a power cut, right before the step of writing that `KILL_AT` counts to, or in the middle of that. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

let left = Number(process.env.KILL_AT);
let isWriting = false;

for (const name of ['openSync', 'writeFileSync', 'fchownSync', 'fchmodSync', 'fsyncSync', 'closeSync', 'renameSync', 'rmSync']) {
  const original = fs[name];
  fs[name] = (...args) => {
    // The first file that must not be there yet: from here on it is about writing.
    if (name === 'openSync' && args[1] === 'wx') isWriting = true;
    if (isWriting && (left -= 1) < 0) {
      if (name === 'writeFileSync' && typeof args[0] === 'number') fs.writeSync(args[0], String(args[1]).slice(0, 100));
      process.kill(process.pid, 'SIGKILL');
    }
    return original(...args);
  };
}
syncBuiltinESMExports();
