/** After a build: what `dist` holds of sources that are no longer there goes, or it would be published. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

for (const entry of readdirSync('dist', { recursive: true, withFileTypes: true })) {
  const built = join(entry.parentPath, entry.name);
  const source = built.replace(/^dist[\\/]/u, '').replace(/(?:\.d\.ts|\.js)$/u, '.ts');
  if (!existsSync(source)) rmSync(built, { recursive: true, force: true });
}
