import type { AdapterOptions } from './adapter/adapter-options.ts'
import { type DeskMiddleware, middlewareDesk } from './adapter/middleware-desk.ts'
import type { FetchableDesk } from './fetchable.ts'

export const nestDesk = (desk: FetchableDesk, options: AdapterOptions = {}): DeskMiddleware => middlewareDesk(desk, options)
