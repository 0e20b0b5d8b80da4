import { forContract, type SeenBy, type SiteRequest } from '@deskwright/core'
import type { PortalContract } from './contract.ts'

export const kit = forContract<PortalContract>()

export type PortalSite = SiteRequest<PortalContract>
/** Operations of core, as the reader. */
export type PortalDesk = SeenBy<PortalContract>
