/**
 * Which way imports point. A layer of core may import itself and what stands below it; nothing may import what stands above.
 * Types may be named both ways (`import type` leaves nothing behind at run time), except those of http.
 */
const layers = [
  ['desk', 'index', 'node', 'express', 'fastify', 'hono', 'next', 'nest', 'pg-boss'],
  ['http', 'job'],
  [
    'ticket',
    'approval',
    'checklist',
    'rating',
    'catalogue',
    'macro',
    'attachment',
    'file',
    'calendar',
    'saved-view',
    'bulk',
    'history',
    'live',
    'notification',
    'person',
    'company',
    'team',
    'role',
    'audit',
    'search',
    'core-contract',
    'link',
    'merge',
    'key',
    'transfer',
    'provisioning',
  ],
  ['composition'],
  ['operation'],
  ['access', 'hook', 'machine', 'plugin', 'text'],
  ['store', 'migrations', 'tables', 'outgoing'],
  ['error', 'value', 'analysis', 'trace'],
]

const core = 'packages/core/src'
const tests = '\\.test(-d)?\\.tsx?$'
const inLayers = (names) => `^${core}/(${names.flat().join('|')})(/|\\.tsx?$)`
const atRunTime = { dependencyTypesNot: ['type-only'] }

const direction = layers.slice(1).map((names, index) => ({
  name: `core-${names.join('-')}`,
  comment: `${names.join(', ')} may not import from a layer above: ${layers
    .slice(0, index + 1)
    .flat()
    .join(', ')}.`,
  severity: 'error',
  from: { path: inLayers(names), pathNot: tests },
  to: { path: inLayers(layers.slice(0, index + 1)), ...atRunTime },
}))

export default {
  forbidden: [
    ...direction,
    {
      name: 'no-types-of-http',
      comment: 'Below http nobody knows that there is HTTP, not even by type.',
      severity: 'error',
      from: { path: inLayers(layers.slice(2)), pathNot: tests },
      to: { path: `^${core}/http/` },
    },
    {
      name: 'every-folder-has-a-layer',
      comment: 'A new folder or file directly under packages/core/src: give it its place in .dependency-cruiser.js.',
      severity: 'error',
      from: {},
      to: { path: `^${core}/`, pathNot: [inLayers(layers), tests] },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: atRunTime },
    },
    {
      name: 'packages-by-their-names',
      comment: 'Another package is imported by its name, never by a path into its folder.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/src/', pathNot: tests },
      to: { path: '^packages/', pathNot: '^packages/$1/', dependencyTypes: ['local'] },
    },
    {
      name: 'core-stands-alone',
      comment: 'Core names no plugin and no other package of the workspace.',
      severity: 'error',
      from: { path: `^${core}/`, pathNot: tests },
      to: { path: '^packages/(?!core/)' },
    },
    {
      name: 'plugins-know-core-only',
      comment: 'A plugin depends on core; of another plugin it may name the contract type.',
      severity: 'error',
      from: { path: '^packages/(plugin-[^/]+)/src/', pathNot: tests },
      to: { path: '^packages/(?!core/|page/)', pathNot: '^packages/$1/', ...atRunTime },
    },
    {
      name: 'plugins-use-the-public-entry',
      comment:
        'A plugin is written against what the root of @deskwright/core exports, as anybody else would write it; not against its inside or its other entries, except the one way out.',
      severity: 'error',
      from: { path: '^packages/plugin-[^/]+/src/', pathNot: tests },
      to: { path: `^${core}/`, pathNot: `^${core}/(index|outgoing/outgoing)\\.ts$` },
    },
    {
      name: 'no-test-kit-at-run-time',
      severity: 'error',
      from: { path: '^packages/(?!testing/)[^/]+/src/', pathNot: tests },
      to: { path: '^packages/testing/' },
    },
    {
      name: 'no-tests-in-sources',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: tests },
      to: { path: [tests, '^packages/[^/]+/test/'] },
    },
    {
      name: 'declared-dependencies',
      comment: 'What runs after installation must stand in dependencies or peerDependencies of its package.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: tests },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only', 'npm-peer', 'npm-optional'],
      },
    },
    {
      name: 'one-way-out',
      comment:
        'Requests to addresses that users give go through @deskwright/core/outgoing, which looks where they lead. Servers, and what is sent to addresses of the host alone, are listed here.',
      severity: 'error',
      from: {
        path: '^packages/[^/]+/src/',
        pathNot: [tests, `^${core}/outgoing/`, `^${core}/http/node\\.ts$`, '^packages/testing/', '^packages/cli/src/'],
      },
      to: { path: '^(node:)?(https?|http2|net|tls|dgram|dns)(/promises)?$|node_modules/(undici|axios|got|node-fetch)/', ...atRunTime },
    },
    {
      name: 'not-found',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(packages|examples)/[^/]+/dist/' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['development', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.d.ts'],
    },
  },
}
