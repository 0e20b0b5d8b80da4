import type { AdapterOptions } from './adapter/adapter-options.ts'
import { type DeskMiddleware, middlewareDesk } from './adapter/middleware-desk.ts'
import type { FetchableDesk } from './fetchable.ts'

export type { AdapterOptions } from './adapter/adapter-options.ts'
export type { DeskMiddleware, MiddlewareRequest } from './adapter/middleware-desk.ts'
export type { FetchableDesk, FetchMount } from './fetchable.ts'

/**
 * Middleware for Express 4 and 5, and for what is built like them: `app.use('/support', expressDesk(desk))`. Before the body parsers if
 * you can: behind them, bodies are written again from what they were parsed to, and the parsers' limits count.
 * Throws `http.bad_public_url`.
 */
export const expressDesk = (desk: FetchableDesk, options: AdapterOptions = {}): DeskMiddleware => middlewareDesk(desk, options)
