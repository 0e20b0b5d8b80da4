import { describe } from 'vitest'
import type { AdapterHost } from './adapter-host.ts'
import { bodyContract } from './contract-bodies.ts'
import { errorContract } from './contract-errors.ts'
import { pathContract, publicUrlContract } from './contract-paths.ts'
import { streamContract } from './contract-streams.ts'
import { mounted } from './mounted.ts'

/** What every adapter promises, at every mount. */
export const adapterContract = (host: AdapterHost, mounts = ['', '/support', '/a/b']): void => {
  describe.each(mounts)(`${host.name} at '%s'`, (mount) => {
    const at = mounted(host, { mount })
    pathContract(host, at)
    bodyContract(host, at)
    streamContract(at)
    errorContract(host, at)
  })
  publicUrlContract(host)
}
