/** What stands where a text was: a mark and no word of any language, so that nobody takes it for something that was said. */
export const ERASED = '[…]'
