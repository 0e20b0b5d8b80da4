import process from 'node:process'

export const hooks = {
  /** The `development` condition points at sources, which are not in the tarball; Vite, for one, asks for it by default. */
  beforePacking(manifest) {
    for (const target of Object.values(manifest.exports ?? {})) delete target.development
    delete manifest.devDependencies
    // Provenance asks for the repository that built it, and only CI knows which that is.
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name } = process.env
    if (server && name) manifest.repository = { type: 'git', url: `git+${server}/${name}.git` }
    return manifest
  },
}
