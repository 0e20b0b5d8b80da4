import { fromPrisma } from '@deskwright/core'
import { PrismaPg } from '@prisma/adapter-pg'
import { type OrderClient, PrismaClient } from './prisma-client.ts'
import { addressOf, type OpenShop, type OpenTransaction } from './shop.ts'

export const prismaOnPg: OpenShop = async ({ database, schema }) => {
  const prisma = new PrismaClient({ adapter: new PrismaPg({ ...addressOf(database), max: 1 }, { schema }) })
  const opened = (tx: OrderClient): OpenTransaction => ({
    handle: fromPrisma(tx),
    order: async (number, ticketId) => void (await tx.order.create({ data: { number, ticketId } })),
    // Prisma has no savepoints of its own; this is how its users make them.
    async nested(run) {
      await tx.$executeRawUnsafe('savepoint inner_one')
      try {
        await run(opened(tx))
        await tx.$executeRawUnsafe('release savepoint inner_one')
      } catch (error) {
        await tx.$executeRawUnsafe('rollback to savepoint inner_one')
        throw error
      }
    },
  })
  return {
    transaction: (run) => prisma.$transaction((tx) => run(opened(tx)), { timeout: 20_000 }),
    notOne: () => fromPrisma(prisma),
    orders: async () => (await prisma.order.findMany()).map(({ number }) => number),
    close: () => prisma.$disconnect(),
  }
}
