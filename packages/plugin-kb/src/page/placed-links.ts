const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const own = new RegExp(` (href|src)="/api/kb/articles/(${uuid})(/files/${uuid})?"`, 'g')
const signs: Readonly<Record<string, string>> = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' }

/**
 * Links between articles lead from page to page, and files are found, below whatever the desk is mounted under. Links that the host has set
 * (`links` of the options) stay as they are. In a text a quote is no quote, so that nothing but an attribute can look like one.
 */
export const placedLinks = (html: string, href: (path: `/${string}`) => string): string =>
  html.replace(own, (_whole, name: string, articleId: string, file: string | undefined) => {
    const address = href(file === undefined ? `/kb/${articleId}` : `/api/kb/articles/${articleId}${file}`)
    return ` ${name}="${address.replace(/[&"<>]/g, (sign) => signs[sign] ?? sign)}"`
  })
