import { build } from '../../tsup.base.ts'

// biome-ignore lint/style/noDefaultExport: tsup reads the default export
export default build({ index: 'src/index.ts' })
