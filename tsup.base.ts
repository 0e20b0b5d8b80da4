import { defineConfig, type Options } from 'tsup'

/** The one build of every package: ESM for the oldest supported Node, declarations beside it. */
export const build = (entry: Options['entry'], more: Options = {}) =>
  defineConfig({
    ...(entry ? { entry } : {}),
    format: 'esm',
    target: 'node22',
    platform: 'node',
    outDir: 'dist',
    clean: true,
    dts: true,
    splitting: true,
    sourcemap: true,
    ...more,
  })
