import { parentPort, workerData } from 'node:worker_threads'
import type { ToDraw } from './draw-apart.ts'
import { drawPdf } from './pdf.ts'

// What a thread of its own runs, started by `draw-apart.ts`: one document, and then its memory is free again.
const { document, form, language } = workerData as ToDraw
const bytes = await drawPdf(document, form, language)
parentPort?.postMessage(bytes)
