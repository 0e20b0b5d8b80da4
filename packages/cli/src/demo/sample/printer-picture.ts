import { crc32, deflateSync } from 'node:zlib'

const [WIDTH, HEIGHT] = [320, 200]
type Colour = readonly [number, number, number]
interface Box {
  readonly at: readonly [x: number, y: number]
  readonly size: readonly [width: number, height: number]
  readonly colour: Colour
}
const ground: Colour = [244, 246, 248]
/** A printer from the front: paper above, the body, the front that opens, the tray, and the orange tape. */
const boxes: readonly Box[] = [
  { at: [95, 20], size: [130, 50], colour: [255, 255, 255] },
  { at: [50, 60], size: [220, 90], colour: [72, 84, 96] },
  { at: [70, 82], size: [180, 40], colour: [110, 124, 138] },
  { at: [150, 88], size: [70, 28], colour: [32, 38, 44] },
  { at: [212, 94], size: [30, 8], colour: [240, 140, 40] },
  { at: [85, 140], size: [150, 34], colour: [255, 255, 255] },
  { at: [236, 68], size: [20, 8], colour: [90, 200, 120] },
]

/** A picture for the sample article, drawn here: PNG. */
export function printerPicture(): Uint8Array {
  const rows = Buffer.alloc(HEIGHT * (1 + WIDTH * 3))
  for (let y = 0; y < HEIGHT; y += 1)
    for (let x = 0; x < WIDTH; x += 1) {
      const box = boxes.findLast(({ at, size }) => x >= at[0] && x < at[0] + size[0] && y >= at[1] && y < at[1] + size[1])
      rows.set(box?.colour ?? ground, y * (1 + WIDTH * 3) + 1 + x * 3)
    }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(WIDTH, 0)
  head.writeUInt32BE(HEIGHT, 4)
  // Eight bits of each of three colours.
  head.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))])
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
