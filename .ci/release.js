/**
 * Last look before `npm publish`: the tag, the manifest, the plugin and the changelog name the same version. Provenance also wants
 * the manifest to name the repository that it is published from; the workflow knows which that is.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * @param {{ tag: string, version: string, pluginVersion: string, changelog: string }} release
 * @returns {string[]} what speaks against it
 */
export function objections({ tag, version, pluginVersion, changelog }) {
  const heading = /^## (?<version>\S+?)(?:,? .*)?$/mu.exec(changelog);
  return [
    ...(tag === `v${version}` ? [] : [`the tag is ${tag}, package.json says ${version}`]),
    ...(pluginVersion === version ? [] : [`rules/version.ts says ${pluginVersion}, package.json says ${version}`]),
    ...(heading?.groups.version === version ? [] : [`CHANGELOG.md starts with ${heading?.groups.version ?? 'nothing'}, package.json says ${version}`]),
    ...(heading?.[0].includes('unreleased') ? ['CHANGELOG.md calls the version unreleased'] : []),
  ];
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
  const manifest = JSON.parse(readFileSync(file('package.json'), 'utf8'));
  const { default: plugin } = await import('../dist/rules/index.js');
  const { GITHUB_REF_NAME = '', GITHUB_REPOSITORY, GITHUB_SERVER_URL } = process.env;
  const found = objections({
    tag: GITHUB_REF_NAME,
    version: manifest.version,
    pluginVersion: plugin.meta.version,
    changelog: readFileSync(file('CHANGELOG.md'), 'utf8'),
  });
  for (const objection of found) console.error(objection);
  if (found.length > 0) process.exit(1);
  manifest.repository ??= { type: 'git', url: `git+${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}.git` };
  writeFileSync(file('package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
