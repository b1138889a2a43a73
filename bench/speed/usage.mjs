/** Preloaded into a process that is measured: says on exit how much memory it took, in megabytes. */
import { writeFileSync } from 'node:fs';

process.on('exit', () => writeFileSync(process.env.USAGE_FILE, String(process.resourceUsage().maxRSS / 1024)));
