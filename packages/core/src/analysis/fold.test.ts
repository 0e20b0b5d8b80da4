import { describe, expect, it } from 'vitest'
import { fold, foldWord } from './fold.ts'

describe('foldWord', () => {
  it('does the same to plain letters on its short way as on the long one', () => {
    const differing: string[] = []
    for (let code = 0x21; code < 0xa000; code += 1) {
      const letter = String.fromCharCode(code)
      // Beside others, as signs join the letter before them.
      for (const word of [letter, `a${letter}`, `${letter}ב`, `か${letter}`])
        if (foldWord(word) !== fold(word) && /[^!-~]/.test(word)) differing.push(`${code.toString(16)} ${word}`)
    }
    expect(differing).toEqual([])
  })
})
