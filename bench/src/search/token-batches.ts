import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { BenchPosting, SearchWorld } from './bench-ticket.ts'

const WORKERS = 3

/** Postings of all tickets in their order, made in threads of their own while the batch before is written. */
export async function* tokenBatches(kind: 'sqlite' | 'postgres', world: SearchWorld, size: number): AsyncGenerator<BenchPosting[]> {
  const workers = Array.from(
    { length: WORKERS },
    () => new Worker(new URL('./token-worker.ts', import.meta.url), { workerData: { kind, world } }),
  )
  try {
    const ask = async (worker: Worker, from: number): Promise<BenchPosting[]> => {
      worker.postMessage({ from, to: Math.min(world.size, from + size) })
      const [made] = await once(worker, 'message')
      return made
    }
    const asked: Promise<BenchPosting[]>[] = []
    let from = 0
    for (const worker of workers) {
      if (from >= world.size) break
      asked.push(ask(worker, from))
      from += size
    }
    for (let turn = 0; asked.length; turn += 1) {
      const made = await asked.shift()
      const worker = workers[turn % WORKERS]
      if (worker && from < world.size) {
        asked.push(ask(worker, from))
        from += size
      }
      yield made ?? []
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}
