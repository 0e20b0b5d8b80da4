import type { PageView, Texts } from '@deskwright/core'

/** As `@deskwright/page` would have made it: it takes nothing for HTML that has not its mark. */
const noFields = Object.freeze({ '~html': '', [Symbol.for('@deskwright/page')]: 'html' })

/** What a page is drawn for, without a site around it. */
export const pageView = (plugin: string, texts: Texts, parameters: PageView['parameters'] = {}): PageView => ({
  parameters,
  query: new URLSearchParams(),
  language: 'en',
  languages: ['en'],
  texts,
  formats: texts.formats('en'),
  isSignedIn: true,
  text: (key, params = {}) => texts.textOf(key.startsWith(`${plugin}.`) ? key : `${plugin}.${key}`, params, 'en'),
  href: (path, query = {}) => {
    const given = new URLSearchParams()
    for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, value)
    return given.size ? `${path}?${given}` : path
  },
  formFields: noFields,
})
