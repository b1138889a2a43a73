/** `--import` this: at its end the process writes into the file USAGE_FILE how many megabytes it used at the most. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const STATUS = '/proc/self/status';

/** Linux's `maxRSS` begins with what the process was that started this one; the high-water mark of `/proc` does not. */
function megabytes() {
  const mark = existsSync(STATUS) ? /^VmHWM:\s*(\d+) kB$/mu.exec(readFileSync(STATUS, 'utf8'))?.[1] : undefined;
  return (mark === undefined ? process.resourceUsage().maxRSS : Number(mark)) / 1024;
}

process.on('exit', () => writeFileSync(process.env.USAGE_FILE, String(megabytes())));
