import type { Runtime } from '../operation/runtime.ts'
import type { PluginContract, SeenBy } from './contract.ts'

/** The desk as a plugin sees it when it acts by itself. */
export const asPlugin = ({ servicesFor }: Pick<Runtime, 'servicesFor'>, id: string): SeenBy<PluginContract> =>
  servicesFor({ kind: 'plugin', id, depth: 0 }) as SeenBy<PluginContract>
