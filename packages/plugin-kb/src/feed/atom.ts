export interface AtomEntry {
  readonly id: string
  readonly title: string
  readonly summary: string
  /** ISO 8601. */
  readonly updated: string
  readonly language: string
  readonly url: string
}

/** RFC 4287. Titles and summaries are plain text, which no reader takes for HTML. */
export function atomOf({
  language,
  now,
  entries,
}: {
  readonly language: string
  readonly now: string
  readonly entries: readonly AtomEntry[]
}): string {
  const one = ({ id, title, summary, updated, language: own, url }: AtomEntry): string =>
    `<entry xml:lang="${escaped(own)}"><id>urn:uuid:${escaped(id)}</id><title type="text">${escaped(title)}</title>` +
    `<updated>${escaped(updated)}</updated><link rel="alternate" href="${escaped(url)}"/><summary type="text">${escaped(summary)}</summary></entry>\n`
  const head =
    '<id>urn:deskwright:kb</id><title type="text">Knowledge base</title>' +
    `<updated>${escaped(entries[0]?.updated ?? now)}</updated><author><name>Deskwright</name></author>\n`
  return `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escaped(language)}">${head}${entries.map(one).join('')}</feed>\n`
}

/** What XML 1.0 has no place for is left out: one such character, and no reader opens the feed. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;')
}
