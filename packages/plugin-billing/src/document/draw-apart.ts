import { Worker } from 'node:worker_threads'
import { billingError } from '../errors.ts'
import type { InvoiceDocument } from './invoice-document.ts'
import type { Form } from './printed.ts'
import { Turns } from './turns.ts'
import type { DocumentLanguage } from './words.ts'

export interface ToDraw {
  readonly document: InvoiceDocument
  readonly form: Form
  readonly language: DocumentLanguage
}

/** What one document may take. */
export interface DrawLimits {
  readonly ms: number
  readonly mb: number
}
const LIMITS: DrawLimits = { ms: 120_000, mb: 1024 }
/** A process has its processors and its memory once, however many desks are in it. */
const turns = new Turns(2)
// Built, it lies beside every other file; from sources, beside this one.
const program = new URL(import.meta.url.endsWith('.ts') ? './draw-worker.ts' : './draw-worker.js', import.meta.url)

/** Draws in a thread of its own: the one that answers requests would stand still for as long. Throws `billing.document_too_large`. */
export const drawApart = (toDraw: ToDraw, { ms, mb }: DrawLimits = LIMITS): Promise<Uint8Array> =>
  turns.take(
    () =>
      new Promise<Uint8Array>((resolve, reject) => {
        const worker = new Worker(program, { workerData: toDraw, resourceLimits: { maxOldGenerationSizeMb: mb } })
        const tooLarge = () => reject(billingError('billing.document_too_large', { lines: toDraw.document.lines.length }))
        const timer = setTimeout(() => {
          tooLarge()
          void worker.terminate()
        }, ms)
        worker.once('message', resolve)
        worker.once('error', (error) => ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge() : reject(error)))
        worker.once('exit', (code) => {
          clearTimeout(timer)
          reject(new Error(`The thread that draws ended with ${code}, without a document.`))
        })
      }),
  )
