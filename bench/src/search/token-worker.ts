import { parentPort, workerData } from 'node:worker_threads'
import { benchPosting, type SearchWorld } from './bench-ticket.ts'

const { kind, world } = workerData as { kind: 'sqlite' | 'postgres'; world: SearchWorld }

parentPort?.on('message', ({ from, to }: { from: number; to: number }) =>
  parentPort?.postMessage(Array.from({ length: to - from }, (_, at) => benchPosting(kind, from + at, world))),
)
