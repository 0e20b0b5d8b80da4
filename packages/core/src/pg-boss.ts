export { type PgBossQueueOptions, pgBossQueue } from './job/pg-boss-queue.ts'
