/** How much of a file is looked at: enough for the header of a photograph with its thumbnail and colour profile in front. */
export const HEAD_BYTES = 131_072

const UNKNOWN_TYPE = 'application/octet-stream'

/** What a file turned out to be, by its first bytes; nobody's word is taken for it. */
export interface Inspected {
  readonly contentType: string
  readonly width: number | null
  readonly height: number | null
}

const images: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp'])

/** Served under their own name: types that no browser runs anything of. All others, and whatever is not recognised, are bytes. */
const served: ReadonlySet<string> = new Set([
  ...images,
  'application/pdf',
  'application/zip',
  'application/gzip',
  'application/x-7z-compressed',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation',
  'audio/mpeg',
  'audio/ogg',
  'audio/wav',
  'audio/mp4',
  'video/mp4',
  'video/webm',
  'video/quicktime',
])

const unknown: Inspected = { contentType: UNKNOWN_TYPE, width: null, height: null }

/** `head`: the first `HEAD_BYTES`, or the whole. An image is only what says how large it is. Of an archive at most the first megabytes are unpacked, to see what is in it. */
export async function inspect(head: Uint8Array): Promise<Inspected> {
  const contentType = await typeOf(head)
  if (!served.has(contentType)) return unknown
  if (!images.has(contentType)) return { ...unknown, contentType }
  const size = await sizeOf(head)
  return size ? { contentType, ...size } : unknown
}

/** The library throws at beginnings that promise more than there is. */
async function typeOf(head: Uint8Array): Promise<string> {
  // Megabytes that a desk without files never needs.
  const { fileTypeFromBuffer } = await import('file-type')
  try {
    const found = (await fileTypeFromBuffer(head))?.mime
    return found === undefined ? UNKNOWN_TYPE : (found.split(';', 1)[0] ?? UNKNOWN_TYPE)
  } catch {
    return UNKNOWN_TYPE
  }
}

async function sizeOf(head: Uint8Array): Promise<{ width: number; height: number } | undefined> {
  const { imageSize } = await import('image-size')
  try {
    const { width, height } = imageSize(head)
    return width > 0 && height > 0 && width <= 2_147_483_647 && height <= 2_147_483_647 ? { width, height } : undefined
  } catch {
    return undefined
  }
}
