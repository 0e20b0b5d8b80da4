import assert from 'node:assert/strict'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { root } from './paths.js'
import { exitCode, run } from './run-command.js'
import { findPnpm } from './toolchain.js'
import { bin, publishedPackages } from './workspace.js'

const changeset = (args, options) => run(process.execPath, [bin('@changesets/cli', 'changeset'), ...args], options)
const waiting = (folder) => readdirSync(join(folder, '.changeset')).filter((file) => file.endsWith('.md') && file !== 'README.md')

/**
 * `version` gives all packages their next version and writes the changelogs; `publish` sends what npm does not have yet, with provenance where CI
 * can vouch for it; `rehearse` does the first in a copy and looks at what comes out.
 */
export async function release(step) {
  switch (step) {
    case 'version':
      return version(root)
    case 'publish':
      return exitCode(process.execPath, [bin('@changesets/cli', 'changeset'), 'publish'], {
        env: process.env.GITHUB_ACTIONS ? { NPM_CONFIG_PROVENANCE: 'true' } : {},
      })
    case 'rehearse':
      return rehearse()
    default:
      console.error('npm run release -- version | publish | rehearse')
      return 2
  }
}

async function version(folder) {
  // The command fails when there is nothing to release, which is no failure.
  if (waiting(folder).length === 0) return 0
  await changeset(['version'], { cwd: folder })
  if (folder !== root) return 0
  const pnpm = findPnpm()
  return exitCode(pnpm.command, [...pnpm.args, 'install', '--lockfile-only', '--no-frozen-lockfile'], { shell: pnpm.shell })
}

async function rehearse() {
  const folder = mkdtempSync(join(tmpdir(), 'deskwright-release-'))
  try {
    for (const name of ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', '.changeset'])
      cpSync(join(root, name), join(folder, name), { recursive: true })
    for (const part of ['packages', 'examples', 'bench', 'docs', 'scripts', 'site']) copyManifests(part, folder)
    await run('git', ['init', '--quiet', '--initial-branch=main'], { cwd: folder })
    const told = waiting(folder).length
    const before = publishedPackages()[0].manifest.version
    await version(folder)
    const manifests = publishedPackages().map(({ folder: at }) =>
      JSON.parse(readFileSync(join(folder, 'packages', at.split(/[\\/]/).at(-1), 'package.json'), 'utf8')),
    )
    const versions = new Set(manifests.map((manifest) => manifest.version))
    assert.equal(versions.size, 1, 'all packages have one version')
    assert.deepEqual(waiting(folder), [], 'every changeset is in a changelog')
    if (told > 0) assert.notEqual([...versions][0], before)
    const logs = publishedPackages().filter(({ folder: at }) =>
      existsSync(join(folder, 'packages', at.split(/[\\/]/).at(-1), 'CHANGELOG.md')),
    )
    assert.equal(logs.length > 0, told > 0)
    console.log(`${told} changesets make version ${[...versions][0]} of ${manifests.length} packages.`)
    return 0
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

function copyManifests(part, folder) {
  const at = join(root, part)
  for (const name of ['', ...readdirSync(at)]) {
    const manifest = join(at, name, 'package.json')
    if (existsSync(manifest)) cpSync(manifest, join(folder, part, name, 'package.json'))
  }
}
