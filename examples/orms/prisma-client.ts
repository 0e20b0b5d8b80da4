// What `prisma generate` writes for one model, without its types: generating needs a binary that is in no npm package.
import { type GetPrismaClientConfig, getPrismaClient } from '@prisma/client/runtime/client'

const config: GetPrismaClientConfig = {
  previewFeatures: [],
  clientVersion: '7.10.0',
  engineVersion: '0edf323efd1d98336f3f0a68684b56f689b900d3',
  activeProvider: 'postgresql',
  inlineSchema:
    'datasource db {\n  provider = "postgresql"\n}\n\nmodel Order {\n  id       Int    @id @default(autoincrement())\n  number   String\n  ticketId String @map("ticket_id")\n\n  @@map("shop_order")\n}\n',
  runtimeDataModel: {
    models: {},
    enums: {},
    types: {},
  },
  parameterizationSchema: {
    strings: [],
    graph: '',
  },
}

config.runtimeDataModel = JSON.parse(
  '{"models":{"Order":{"fields":[{"name":"id","kind":"scalar","type":"Int"},{"name":"number","kind":"scalar","type":"String"},{"name":"ticketId","kind":"scalar","type":"String","dbName":"ticket_id"}],"dbName":"shop_order","schema":null}},"enums":{},"types":{}}',
)
config.parameterizationSchema = {
  strings: JSON.parse(
    '["where","Order.findUnique","Order.findUniqueOrThrow","orderBy","cursor","Order.findFirst","Order.findFirstOrThrow","Order.findMany","data","Order.createOne","Order.createMany","Order.createManyAndReturn","Order.updateOne","Order.updateMany","Order.updateManyAndReturn","create","update","Order.upsertOne","Order.deleteOne","Order.deleteMany","having","_count","_avg","_sum","_min","_max","Order.groupBy","Order.aggregate","AND","OR","NOT","id","number","ticketId","equals","in","notIn","lt","lte","gt","gte","contains","startsWith","endsWith","not","set","increment","decrement","multiply","divide"]',
  ),
  graph:
    'KwsQBhwAACIAMB0AAAQAEB4AACIAMB8CAAAAASABACQAISEBACQAIQEAAAABACABAAAAAQAgBhwAACIAMB0AAAQAEB4AACIAMB8CACMAISABACQAISEBACQAIQADAAAABAAgAwAABQAwBAAAAQAgAwAAAAQAIAMAAAUAMAQAAAEAIAMAAAAEACADAAAFADAEAAABACADHwIAAAABIAEAAAABIQEAAAABAQgAAAkAIAMfAgAAAAEgAQAAAAEhAQAAAAEBCAAACwAwAQgAAAsAMAMfAgArACEgAQAqACEhAQAqACECAAAAAQAgCAAADgAgAx8CACsAISABACoAISEBACoAIQIAAAAEACAIAAAQACACAAAABAAgCAAAEAAgAwAAAAEAIA8AAAkAIBAAAA4AIAEAAAABACABAAAABAAgBRUAACUAIBYAACYAIBcAACkAIBgAACgAIBkAACcAIAYcAAAaADAdAAAXABAeAAAaADAfAgAbACEgAQAcACEhAQAcACEDAAAABAAgAwAAFgAwFAAAFwAgAwAAAAQAIAMAAAUAMAQAAAEAIAYcAAAaADAdAAAXABAeAAAaADAfAgAbACEgAQAcACEhAQAcACENFQAAHgAgFgAAIQAgFwAAHgAgGAAAHgAgGQAAHgAgIgIAAAABIwIAAAAEJAIAAAAEJQIAAAABJgIAAAABJwIAAAABKAIAAAABLAIAIAAhDhUAAB4AIBgAAB8AIBkAAB8AICIBAAAAASMBAAAABCQBAAAABCUBAAAAASYBAAAAAScBAAAAASgBAAAAASkBAAAAASoBAAAAASsBAAAAASwBAB0AIQ4VAAAeACAYAAAfACAZAAAfACAiAQAAAAEjAQAAAAQkAQAAAAQlAQAAAAEmAQAAAAEnAQAAAAEoAQAAAAEpAQAAAAEqAQAAAAErAQAAAAEsAQAdACEIIgIAAAABIwIAAAAEJAIAAAAEJQIAAAABJgIAAAABJwIAAAABKAIAAAABLAIAHgAhCyIBAAAAASMBAAAABCQBAAAABCUBAAAAASYBAAAAAScBAAAAASgBAAAAASkBAAAAASoBAAAAASsBAAAAASwBAB8AIQ0VAAAeACAWAAAhACAXAAAeACAYAAAeACAZAAAeACAiAgAAAAEjAgAAAAQkAgAAAAQlAgAAAAEmAgAAAAEnAgAAAAEoAgAAAAEsAgAgACEIIggAAAABIwgAAAAEJAgAAAAEJQgAAAABJggAAAABJwgAAAABKAgAAAABLAgAIQAhBhwAACIAMB0AAAQAEB4AACIAMB8CACMAISABACQAISEBACQAIQgiAgAAAAEjAgAAAAQkAgAAAAQlAgAAAAEmAgAAAAEnAgAAAAEoAgAAAAEsAgAeACELIgEAAAABIwEAAAAEJAEAAAAEJQEAAAABJgEAAAABJwEAAAABKAEAAAABKQEAAAABKgEAAAABKwEAAAABLAEAHwAhAAAAAAABLQEAAAABBS0CAAAAAS4CAAAAAS8CAAAAATACAAAAATECAAAAAQAAAAAFFQAGFgAHFwAIGAAJGQAKAAAAAAAFFQAGFgAHFwAIGAAJGQAKAQIBAgMBBQYBBgcBBwgBCQoBCgwCCw0DDA8BDRECDhIEERMBEhQBExUCGhgFGxkL',
}

/** The modules have no types of their own. */
const runtimeFile = (name: string) => import(`@prisma/client/runtime/query_compiler_fast_bg.postgresql.${name}.mjs`)
const { WebAssembly } = globalThis as unknown as { WebAssembly: { Module: new (bytes: Buffer) => never } }

config.compilerWasm = {
  getRuntime: () => import(`@prisma/client/runtime/${'query_compiler_fast_bg.postgresql.mjs'}`),
  getQueryCompilerWasmModule: async () => new WebAssembly.Module(Buffer.from((await runtimeFile('wasm-base64')).wasm, 'base64')),
  importName: './query_compiler_fast_bg.js',
}

export interface OrderClient {
  readonly order: {
    create(input: { readonly data: { readonly number: string; readonly ticketId: string } }): Promise<unknown>
    findMany(): Promise<{ readonly number: string }[]>
  }
  $executeRawUnsafe(sql: string): Promise<number>
}

/** Prisma's own client, as it makes it from what was generated. */
export const PrismaClient: new (
  options: object,
) => OrderClient & {
  $transaction<T>(run: (tx: OrderClient) => Promise<T>, options?: object): Promise<T>
  $disconnect(): Promise<void>
} = getPrismaClient(config) as never
