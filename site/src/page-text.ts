/** The title of a page: its first heading. */
export function titleOf(text: string): string {
  const title = /^# (.+)$/m.exec(text)?.[1]
  if (!title) throw new Error(`A page without a title begins: ${text.slice(0, 80)}`)
  return title
}

/** What a page is about, in its own first words: the first paragraph, on one line. */
export function firstParagraph(text: string): string {
  const rest = text.slice(text.indexOf('\n', text.indexOf('# ')))
  const paragraph = rest.split(/\n{2,}/).find((one) => /^(?!```)[\p{L}\p{N}`*"'[]/u.test(one.trim())) ?? ''
  return paragraph.replaceAll('\n', ' ').trim()
}

/** Links of a page of the repository as the site has them. What is not on the site stays as words. */
export function siteLinks(text: string, folder: string, has: (path: string) => boolean): string {
  return outsideOfCode(text, (prose) =>
    prose.replace(/(!?)\[([^\]]*)\]\(((?!https?:|mailto:|#)[^)\s]+)\)/g, (whole, image: string, words: string, target: string) => {
      const [path = '', hash] = target.split('#')
      const at = new URL(path, `file:///${folder}/`).pathname.slice(1)
      const named = at.endsWith('/') || !/\.\w+$/.test(at) ? `${at.replace(/\/$/, '')}/index.md` : at.replace(/README\.md$/, 'index.md')
      if (has(named)) return `${image}[${words}](/${named}${hash ? `#${hash}` : ''})`
      return image ? whole : words
    }),
  )
}

/** Calls `change` on what stands in no fence and in no inline code. */
function outsideOfCode(text: string, change: (prose: string) => string): string {
  return text
    .split(/(^```[\s\S]*?^```[^\n]*$|`[^`\n]+`)/m)
    .map((part) => (part.startsWith('`') ? part : change(part)))
    .join('')
}
