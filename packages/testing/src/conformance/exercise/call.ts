import { isDeskError } from '@deskwright/core'
import type { TestDesk } from '../../desk/test-desk.ts'
import type { Player } from './world.ts'

export type AnyOperation = TestDesk['desk']['operations'][number]
export type Acting = 'staff' | 'customer'

/** How a call ended, as a caller can tell. */
export type Outcome =
  | { readonly ok: true; readonly output: unknown }
  | { readonly ok: false; readonly status: number; readonly code: string; readonly message: string; readonly error: unknown }

const STREAM_BYTES = 256 * 1024
const STREAM_MS = 1_000

/** Calls an operation as somebody through the library; of a stream it reads the beginning. */
export async function callAs(
  test: TestDesk,
  { person, options }: Pick<Player, 'person' | 'options'>,
  operation: AnyOperation,
  input: unknown,
): Promise<Outcome> {
  const services: unknown = test.as(person, options)
  const method = (services as Record<string, Record<string, (input: unknown) => Promise<unknown>>>)[operation.group]?.[operation.method]
  if (!method) throw new TypeError(`The desk has no operation ${operation.id}.`)
  try {
    const output = await method(input)
    return { ok: true, output: operation.spec.kind === 'stream' ? await beginningOf(output) : output }
  } catch (error) {
    return refusalOf(error)
  }
}

function refusalOf(error: unknown): Outcome & { ok: false } {
  if (isDeskError(error)) return { ok: false, status: error.status, code: error.code, message: error.message, error }
  return {
    ok: false,
    status: 500,
    code: 'error',
    message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    error,
  }
}

/** Live streams never end: some bytes, or a second, are enough to see whether one is let in. */
async function beginningOf(output: unknown): Promise<string> {
  const { body } = output as { body: AsyncIterable<string | Uint8Array> }
  const decoder = new TextDecoder()
  let text = ''
  const iterator = body[Symbol.asyncIterator]()
  const endsAt = performance.now() + STREAM_MS
  for (;;) {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), Math.max(0, endsAt - performance.now()))
    })
    const step = await Promise.race([iterator.next(), late]).finally(() => clearTimeout(timer))
    if (step === undefined || step.done || text.length > STREAM_BYTES) break
    text += typeof step.value === 'string' ? step.value : decoder.decode(step.value, { stream: true })
  }
  // A stream that waits for something ends when it is told that nobody listens; what it says then is not ours.
  void iterator.return?.()?.catch(() => {})
  return text
}

/** The capacities that an operation can be called in. */
export const actingsOf = ({ spec }: Pick<AnyOperation, 'spec'>): readonly Acting[] =>
  spec.audience === 'staff' ? ['staff'] : spec.audience === 'customer' ? ['customer'] : ['staff', 'customer']
