import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where something stands in the spool. */
export interface Place {
  readonly at: number
  readonly bytes: number
}
const KEEP = 1_048_576

/** What was read and is needed later, in another order: on the disk, as a history of years does not fit into memory. */
export class Spool {
  readonly #folder: string
  readonly #file: FileHandle
  #end = 0
  #written = 0
  #held: Buffer[] = []

  private constructor(folder: string, file: FileHandle) {
    this.#folder = folder
    this.#file = file
  }

  static async open(): Promise<Spool> {
    const folder = await mkdtemp(join(tmpdir(), 'deskwright-import-'))
    return new Spool(folder, await open(join(folder, 'spool'), 'wx+', 0o600))
  }

  async add(value: object): Promise<Place> {
    const bytes = Buffer.from(JSON.stringify(value))
    const place = { at: this.#end, bytes: bytes.byteLength }
    this.#held.push(bytes)
    this.#end += bytes.byteLength
    if (this.#end - this.#written >= KEEP) await this.#write()
    return place
  }

  async read(place: Place): Promise<unknown> {
    if (place.at + place.bytes > this.#written) await this.#write()
    const bytes = Buffer.allocUnsafe(place.bytes)
    await this.#file.read(bytes, 0, place.bytes, place.at)
    return JSON.parse(bytes.toString('utf8')) as unknown
  }

  async #write(): Promise<void> {
    const bytes = Buffer.concat(this.#held)
    this.#held = []
    await this.#file.write(bytes, 0, bytes.byteLength, this.#written)
    this.#written += bytes.byteLength
  }

  async close(): Promise<void> {
    await this.#file.close()
    await rm(this.#folder, { recursive: true, force: true })
  }
}
