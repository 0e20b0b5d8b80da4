/** The name of a file that was answered, without a path; undefined where none was said. */
export function fileNameOf(response: Response): string | undefined {
  const header = response.headers.get('content-disposition') ?? ''
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(header)?.[1]
  try {
    const name =
      encoded === undefined ? /filename="((?:[^"\\]|\\.)*)"/i.exec(header)?.[1]?.replace(/\\(.)/g, '$1') : decodeURIComponent(encoded)
    return name?.replace(/^.*[/\\]/, '') || undefined
  } catch {
    return undefined
  }
}
