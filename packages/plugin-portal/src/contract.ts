import type { PortalOptions } from './options.ts'

export interface PortalContract {
  id: 'portal'
  options: PortalOptions
}
