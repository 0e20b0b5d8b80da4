import { coreError } from '../../error/core-errors.ts'
import type { UploadBody } from '../../file/upload-body.ts'

/**
 * The body of a request as the bytes of one file. Throws at once what the headers alone tell: `http.body_consumed`, `file.encoded`,
 * `file.too_large`; and at the end `file.length_wrong`, where fewer or more bytes came than were announced.
 */
export function rawBody(request: Request, maxBytes: number): UploadBody {
  const { headers, body } = request
  if (request.bodyUsed) throw coreError('http.body_consumed')
  const encoding = headers.get('content-encoding')
  if (encoding !== null && encoding.toLowerCase() !== 'identity') throw coreError('file.encoded', { encoding })
  const announced = headers.get('content-length')
  if (announced !== null && Number(announced) > maxBytes) throw coreError('file.too_large', { bytes: maxBytes })
  if (!body) return new Uint8Array()
  return announced === null ? body : counted(body, Number(announced))
}

async function* counted(body: ReadableStream<Uint8Array>, announced: number): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  let received = 0
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      received += read.value.byteLength
      if (received > announced) break
      yield read.value
    }
    if (received !== announced) throw coreError('file.length_wrong', { announced, received })
  } finally {
    reader.cancel().catch(() => {})
  }
}
