/** One spelling for what people mean to be one tag: composed letters, no outer or double spaces, lower case. */
export const tagName = (tag: string): string => tag.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()
