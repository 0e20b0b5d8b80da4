// Left to Node instead of being bundled: core loads a database driver only when it is asked for one.
export default { serverExternalPackages: ['@deskwright/core'] }
