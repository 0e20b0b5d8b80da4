export const hooks = {
  /** The `development` condition points at sources, which are not in the tarball; Vite, for one, asks for it by default. */
  beforePacking(manifest) {
    for (const target of Object.values(manifest.exports ?? {})) delete target.development
    delete manifest.devDependencies
    return manifest
  },
}
