import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { AwsClient } from 'aws4fetch'
import { coreError } from '../error/core-errors.ts'
import { isDeskError } from '../error/desk-error.ts'
import type { ByteRange, FileStorage } from './storage.ts'
import { expectKey } from './storage-key.ts'

export interface S3StorageOptions {
  /** Address of the service: `https://s3.eu-central-1.amazonaws.com`, `http://minio:9000`. */
  readonly endpoint: string
  readonly bucket: string
  readonly region?: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  /** In front of every key: `desk/`. Nothing unless told. */
  readonly prefix?: string
  /** Time for one request to begin its answer, in ms; 60 000 unless told. */
  readonly timeoutMs?: number
}

/** More in one piece is not taken by S3. */
const MAX_OBJECT_BYTES = 5 * 1024 ** 3
const TRIES = 4

/**
 * Files in a bucket of S3 or of what speaks like it, addressed by path. A file passes through a temporary one on this machine: then its length
 * and hash are known before it is sent, so the service checks every byte, memory stays flat, and what fails is sent again.
 */
export function s3Storage(options: S3StorageOptions): FileStorage {
  return new S3Storage(options)
}

class S3Storage implements FileStorage {
  readonly #client: AwsClient
  readonly #base: string
  readonly #prefix: string
  readonly #timeoutMs: number

  constructor({ endpoint, bucket, region = 'us-east-1', prefix = '', timeoutMs = 60_000, ...credentials }: S3StorageOptions) {
    this.#client = new AwsClient({ ...credentials, region, service: 's3', retries: 0 })
    this.#base = `${endpoint.replace(/\/+$/, '')}/${encodeURIComponent(bucket)}`
    this.#prefix = prefix
    this.#timeoutMs = timeoutMs
  }

  async write(key: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    expectKey(key)
    const folder = await local(() => mkdtemp(join(tmpdir(), 'desk-upload-')))
    const path = join(folder, 'file')
    try {
      const { size, sha256 } = await spool(path, bytes)
      if (size > MAX_OBJECT_BYTES) throw coreError('file.too_large', { bytes: MAX_OBJECT_BYTES })
      const headers = { 'content-length': String(size), 'x-amz-content-sha256': sha256, 'content-type': 'application/octet-stream' }
      await this.#ask('PUT', this.#urlOf(key), headers, () => Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>)
    } catch (error) {
      // Perhaps it was taken, and only the answer was lost.
      await this.remove(key).catch(() => {})
      throw error
    } finally {
      await rm(folder, { recursive: true, force: true }).catch(() => {})
    }
  }

  async *read(key: string, range?: ByteRange): AsyncGenerator<Uint8Array> {
    expectKey(key)
    const response = await this.#ask('GET', this.#urlOf(key), range ? { range: `bytes=${range.start}-${range.end}` } : {})
    if (response.status === 404) throw coreError('file.lost', { key })
    const reader = response.body?.getReader()
    try {
      for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) yield read.value
    } catch (cause) {
      throw coreError('file.storage_failed', {}, { cause })
    } finally {
      reader?.cancel().catch(() => {})
    }
  }

  async remove(key: string): Promise<void> {
    expectKey(key)
    const response = await this.#ask('DELETE', this.#urlOf(key))
    await response.body?.cancel()
  }

  async days(): Promise<string[]> {
    const days: string[] = []
    for await (const page of this.#pages({ prefix: this.#prefix, delimiter: '/' }))
      for (const [, day = ''] of page.matchAll(/<CommonPrefixes>\s*<Prefix>([^<]*)\/<\/Prefix>/g)) days.push(day.slice(this.#prefix.length))
    return days.filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day)).sort()
  }

  async *keys(day: string): AsyncGenerator<string> {
    for await (const page of this.#pages({ prefix: `${this.#prefix}${day}/` }))
      for (const [, key = ''] of page.matchAll(/<Key>([^<]*)<\/Key>/g)) yield key.slice(this.#prefix.length)
  }

  /** An object is there when it is whole, and not before. */
  removeUnfinished(): Promise<number> {
    return Promise.resolve(0)
  }

  #urlOf(key: string): string {
    return `${this.#base}/${(this.#prefix + key).split('/').map(encodeURIComponent).join('/')}`
  }

  async *#pages(query: Readonly<Record<string, string>>): AsyncGenerator<string> {
    let token: string | undefined
    do {
      const search = new URLSearchParams({ 'list-type': '2', ...query, ...(token !== undefined && { 'continuation-token': token }) })
      const response = await this.#ask('GET', `${this.#base}?${search}`)
      if (!response.ok) throw coreError('file.storage_failed', {}, { cause: new Error(`the bucket answers ${response.status}`) })
      const page = await response.text()
      yield page
      token = /<NextContinuationToken>([^<]*)<\/NextContinuationToken>/.exec(page)?.[1]?.replaceAll('&amp;', '&')
    } while (token !== undefined)
  }

  /** Tries again what may succeed then. Resolves with what was found, or with 404; everything else is an error. */
  async #ask(
    method: string,
    url: string,
    headers: Readonly<Record<string, string>> = {},
    body?: () => ReadableStream<Uint8Array>,
  ): Promise<Response> {
    let cause: unknown
    for (let tries = 1; tries <= TRIES; tries += 1) {
      if (tries > 1) await new Promise((resolve) => setTimeout(resolve, 50 * 4 ** (tries - 1) * (0.5 + Math.random())))
      try {
        const signed = await this.#client.sign(url, { method, headers })
        const sent = body ? { body: body(), duplex: 'half' as const } : {}
        const abort = new AbortController()
        const timer = body ? undefined : setTimeout(() => abort.abort(), this.#timeoutMs)
        const response = await fetch(signed.url, {
          method,
          headers: { ...Object.fromEntries(signed.headers), ...headers },
          signal: abort.signal,
          ...sent,
        }).finally(() => clearTimeout(timer))
        if (response.ok || response.status === 404) return response
        const text = (await response.text()).slice(0, 500)
        cause = new Error(`S3 answers ${response.status}: ${text}`)
        if (response.status === 507 || /<Code>(XMinioStorageFull|QuotaExceeded)<\/Code>/.test(text))
          throw coreError('file.storage_full', {}, { cause })
        if (response.status < 500 && response.status !== 429) break
      } catch (error) {
        if (isDeskError(error)) throw error
        cause = error
      }
    }
    throw coreError('file.storage_failed', {}, { cause })
  }
}

async function spool(path: string, bytes: AsyncIterable<Uint8Array>): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256')
  let size = 0
  const file = await local(() => open(path, 'wx', 0o600))
  try {
    for await (const chunk of bytes) {
      hash.update(chunk)
      size += chunk.byteLength
      for (let written = 0; written < chunk.byteLength; ) written += (await local(() => file.write(chunk, written))).bytesWritten
    }
  } finally {
    await file.close()
  }
  return { size, sha256: hash.digest('hex') }
}

async function local<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (cause) {
    const isFull = typeof cause === 'object' && cause !== null && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT')
    throw coreError(isFull ? 'file.storage_full' : 'file.storage_failed', {}, { cause })
  }
}
