import { inflateSync } from 'node:zlib'

const WOFF = 0x77_4f_46_46
const [HEADER, ENTRY] = [44, 20] as const
const [SFNT_HEADER, SFNT_ENTRY] = [12, 16] as const
const padded = (length: number): number => Math.ceil(length / 4) * 4

/**
 * The plain font inside a WOFF 1.0 file (https://www.w3.org/TR/WOFF/). The library that draws reads WOFF too, but unpacks all letters again for each of
 * them: of a Japanese font that is a hundredth of a second a time, and half a minute a page. It also gets a name of its own: of two parts of one font, which
 * share theirs, a new copy would be written at every change between them. Throws a TypeError for what is no WOFF.
 */
export function sfntOf(woff: Buffer, name: string): Buffer {
  if (woff.length < HEADER || woff.readUInt32BE(0) !== WOFF) throw new TypeError('The file is no font in WOFF.')
  const count = woff.readUInt16BE(12)
  const tables = Array.from({ length: count }, (_, index) => {
    const at = HEADER + index * ENTRY
    const [offset, packedLength, length] = [woff.readUInt32BE(at + 4), woff.readUInt32BE(at + 8), woff.readUInt32BE(at + 12)]
    const packed = woff.subarray(offset, offset + packedLength)
    const tag = woff.subarray(at, at + 4)
    const bytes = tag.toString('latin1') === 'name' ? nameTable(name) : packedLength < length ? inflateSync(packed) : packed
    return { tag, checksum: woff.readUInt32BE(at + 16), bytes }
  })
  const head = SFNT_HEADER + count * SFNT_ENTRY
  const sfnt = Buffer.alloc(tables.reduce((size, { bytes }) => size + padded(bytes.length), head))
  const selector = Math.floor(Math.log2(count))
  woff.copy(sfnt, 0, 4, 8)
  sfnt.writeUInt16BE(count, 4)
  sfnt.writeUInt16BE(2 ** selector * 16, 6)
  sfnt.writeUInt16BE(selector, 8)
  sfnt.writeUInt16BE(count * 16 - 2 ** selector * 16, 10)
  let offset = head
  for (const [index, { tag, checksum, bytes }] of tables.entries()) {
    const at = SFNT_HEADER + index * SFNT_ENTRY
    tag.copy(sfnt, at)
    sfnt.writeUInt32BE(checksum, at + 4)
    sfnt.writeUInt32BE(offset, at + 8)
    sfnt.writeUInt32BE(bytes.length, at + 12)
    bytes.copy(sfnt, offset)
    offset += padded(bytes.length)
  }
  return sfnt
}

/** One record: the PostScript name (6), for Windows (3, 1), in English. */
function nameTable(name: string): Buffer {
  const text = Buffer.from(name, 'utf16le').swap16()
  const head = Buffer.alloc(18)
  for (const [index, value] of [0, 1, 18, 3, 1, 0x409, 6, text.length, 0].entries()) head.writeUInt16BE(value, index * 2)
  return Buffer.concat([head, text])
}
