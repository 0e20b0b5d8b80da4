import { createHash } from 'node:crypto'
import { coreError } from '../error/core-errors.ts'
import type { Composition } from '../operation/composition.ts'
import { pageAnswer, sharedAnswer } from './answer.ts'
import { apiPage } from './api-page/api-page.ts'
import { errorList, errorPage } from './api-page/error-pages.ts'
import { style } from './api-page/style.ts'
import type { Endpoint } from './endpoint.ts'
import { type OpenApiDocument, openApiDocument } from './openapi/document.ts'

interface Made {
  readonly mount: string
  readonly document: OpenApiDocument
  readonly text: string
  readonly etag: string
  page: Promise<string> | undefined
}

const etagOf = (text: string): string => `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`

/** The description of the API, for programs and for people. Made when first asked for, and again only for another mount. */
export function docsEndpoints(
  composition: Composition,
  info: { readonly title: string; readonly version: string },
): ReadonlyMap<string, Endpoint> {
  let made: Made | undefined
  const at = (mount: string): Made => {
    if (made?.mount === mount) return made
    const document = openApiDocument(composition, { ...info, serverUrl: mount === '' ? '/' : mount })
    const text = JSON.stringify(document)
    made = { mount, document, text, etag: etagOf(text), page: undefined }
    return made
  }
  const styleTag = etagOf(style)
  return new Map<string, Endpoint>([
    [
      '/api/openapi.json',
      ({ request, mount }) => {
        const { text, etag } = at(mount)
        return sharedAnswer(request, text, 'application/json', etag)
      },
    ],
    [
      '/api/docs',
      async ({ mount }) => {
        const current = at(mount)
        current.page ??= apiPage(current.document, { mount, docs: `${mount}/api/docs` })
        return pageAnswer(await current.page)
      },
    ],
    ['/api/docs/style.css', ({ request }) => sharedAnswer(request, style, 'text/css; charset=utf-8', styleTag)],
    ['/api/docs/errors', async ({ mount }) => pageAnswer(await errorList(`${mount}/api/docs`))],
    [
      '/api/docs/errors/:code',
      async ({ mount, parameters }) => {
        const text = await errorPage(parameters.code ?? '', `${mount}/api/docs`)
        if (text === undefined) throw coreError('http.not_found')
        return pageAnswer(text)
      },
    ],
  ])
}
