const hebrew = /^[\u05d0-\u05ea]+$/
const arabic = /^[\u0620-\u06ff]+$/
const hebrewPrefix = 'והבלכמש'
const MOST_PREFIXES = 4
const SHORTEST_HEBREW = 2
const article = /^[وفبکل]{0,2}(?:ال)(.{3,})$/
const toThe = /^لل(.{3,})$/
const andThe = /^و(.{3,})$/

/**
 * Forms under which a folded word is indexed besides itself: in Hebrew without the words that are written in front of it (`והמדפסת` also as
 * `המדפסת`, `מדפסת`), in Arabic without `و` and the article.
 */
export function shorterForms(word: string): readonly string[] {
  if (hebrew.test(word)) {
    const forms: string[] = []
    for (let cut = 1; cut <= MOST_PREFIXES && word.length - cut >= SHORTEST_HEBREW; cut += 1) {
      if (!hebrewPrefix.includes(word[cut - 1] ?? '')) break
      forms.push(word.slice(cut))
    }
    return forms
  }
  if (!arabic.test(word)) return []
  const forms = [article, toThe, andThe].flatMap((pattern) => pattern.exec(word)?.[1] ?? [])
  return [...new Set(forms)]
}

/** Forms that are meant as well when somebody asks for the word: without `ו` and `ה`, without the article. */
export function meantForms(word: string): readonly string[] {
  if (hebrew.test(word)) {
    const bare = word.replace(/^ו?ה?/, '')
    return bare !== word && bare.length >= 3 ? [bare] : []
  }
  if (!arabic.test(word)) return []
  return [article, toThe].flatMap((pattern) => pattern.exec(word)?.[1] ?? [])
}
