/** How a desk is mounted in a framework, as the guides have it. */
export interface Framework {
  readonly id: 'express' | 'fastify' | 'hono' | 'nest' | 'next'
  /** The package whose presence tells it. */
  readonly dependency: string
  readonly adapter: string
  /** The statement that makes the application; its first group is the variable. */
  readonly made: RegExp
  /** What mounts the desk under a path. */
  mounted(app: string, path: string): string
}

const declared = (call: string): RegExp =>
  new RegExp(`^[ \\t]*(?:export\\s+)?(?:const|let|var)\\s+([A-Za-z_$][\\w$]*)(?:\\s*:[^=\\n]+)?\\s*=\\s*${call}`, 'gm')

/** In the order in which they are looked for: Next and Nest may have another of them inside. */
export const frameworks: readonly Framework[] = [
  { id: 'next', dependency: 'next', adapter: 'nextDesk', made: /(?!)/g, mounted: () => '' },
  {
    id: 'nest',
    dependency: '@nestjs/core',
    adapter: 'nestDesk',
    made: declared('await\\s+NestFactory\\.create(?:<[^>\\n]*>)?\\('),
    mounted: (app, path) => `${app}.use('${path}', nestDesk(desk))`,
  },
  {
    id: 'fastify',
    dependency: 'fastify',
    adapter: 'fastifyDesk',
    made: declared('(?:[Ff]astify|require\\([\'"]fastify[\'"]\\))(?:\\.default|\\.fastify)?(?:<[^>\\n]*>)?\\('),
    mounted: (app, path) => `${app}.register(fastifyDesk(desk), { prefix: '${path}' })`,
  },
  {
    id: 'hono',
    dependency: 'hono',
    adapter: 'honoDesk',
    made: declared('new\\s+Hono(?:<[^\\n]*>)?\\('),
    mounted: (app, path) => `${app}.all('${path}/*', honoDesk(desk))`,
  },
  {
    id: 'express',
    dependency: 'express',
    adapter: 'expressDesk',
    made: declared('(?:express|require\\([\'"]express[\'"]\\))\\('),
    mounted: (app, path) => `${app}.use('${path}', expressDesk(desk))`,
  },
]
