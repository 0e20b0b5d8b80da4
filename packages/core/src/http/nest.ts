import type { AdapterOptions } from './adapter/adapter-options.ts'
import { type DeskMiddleware, middlewareDesk } from './adapter/middleware-desk.ts'
import type { FetchableDesk } from './fetchable.ts'
import { mountPath } from './mount.ts'

export type { AdapterOptions } from './adapter/adapter-options.ts'
export type { DeskMiddleware, MiddlewareRequest } from './adapter/middleware-desk.ts'
export type { FetchableDesk, FetchMount } from './fetchable.ts'

/**
 * Middleware for Nest on Express or Fastify, in `main.ts` before `listen`: `app.use('/support', nestDesk(desk))`. It runs before Nest's own
 * body parser and outside of the global prefix. Throws `http.bad_public_url`.
 */
export const nestDesk = (desk: FetchableDesk, options: AdapterOptions = {}): DeskMiddleware => middlewareDesk(desk, options)

export interface NestDeskModuleOptions extends AdapterOptions {
  /** The path under which the desk answers, behind the application's global prefix. */
  readonly path: string
}

/** What the module uses of Nest's middleware consumer. */
export interface NestDeskConsumer {
  apply(middleware: DeskMiddleware): { forRoutes(...routes: string[]): unknown }
}

/** A dynamic module, as Nest's `imports` take it. */
export interface NestDeskModule {
  readonly module: new () => { configure(consumer: NestDeskConsumer): void }
}

/**
 * The desk as a module for Nest 11 and later: `@Module({ imports: [nestDeskModule(desk, { path: '/support' })] })`. On Express, Nest's body
 * parser runs before it, with its limit; `NestFactory.create(App, { rawBody: true })` keeps the bytes as they came.
 */
export const nestDeskModule = (desk: FetchableDesk, { path, ...options }: NestDeskModuleOptions): NestDeskModule => {
  const mount = mountPath(path)
  const middleware = middlewareDesk(desk, { ...options, mount })
  class DeskModule {
    configure(consumer: NestDeskConsumer): void {
      consumer.apply(middleware).forRoutes(mount || '/', `${mount}/*path`)
    }
  }
  return { module: DeskModule }
}
