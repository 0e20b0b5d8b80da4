export type { PortalContract } from './contract.ts'
export type { PortalLook, PortalOptions } from './options.ts'
export { portal } from './portal.ts'
