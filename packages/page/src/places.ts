import { isAddressName, isRefusedName } from './attributes.ts'

/** Where a value stands in HTML: between tags, in the quotes of an attribute, in those of one that is an address, or among the attributes of a tag. */
export type Place = 'text' | 'attribute' | 'address' | 'tag'

const cannot = (where: string) => new TypeError(`Nothing can be put into ${where} of a page.`)

/**
 * The places of a template's holes, by walking through its strings once. Only what templates need is understood; whatever is doubtful is
 * refused, as it is the same at each call and so is found by the first.
 */
export function placesOf(strings: readonly string[]): readonly Place[] {
  const walk = new Walk()
  return strings.slice(0, -1).map((text) => {
    walk.read(text)
    return walk.place()
  })
}

class Walk {
  #state: 'text' | 'name' | 'tag' | 'quoted' | 'comment' | 'raw' = 'text'
  #quote = ''
  #attribute = ''
  #element = ''
  #unquoted = false
  #comment = ''
  #before = ''
  /** Of the attribute that is open, as far as the template writes it; undefined behind a hole until it writes on. */
  #value: string | undefined = ''

  read(text: string): void {
    for (const character of text) this.#step(character)
  }

  place(): Place {
    if (this.#state === 'text') return 'text'
    if (this.#state === 'comment') throw cannot('a comment')
    if (this.#state === 'raw') throw cannot(`<${this.#element}>`)
    if (this.#state === 'name') throw cannot('the name of a tag')
    if (this.#state === 'tag') {
      if (this.#unquoted) throw cannot('an attribute without quotes')
      if (!/\s$/.test(this.#before)) throw cannot('the name of an attribute')
      return 'tag'
    }
    if (isRefusedName(this.#attribute)) throw cannot(`the attribute '${this.#attribute}'`)
    if (!isAddressName(this.#attribute)) return 'attribute'
    const written = this.#value
    this.#value = undefined
    if (written === '') return 'address'
    // Behind a path that the template begins with, nothing can change where the address leads; behind a slash alone a second one would.
    if (written === undefined || !/^[^:]*[\w?#&=-]/.test(written)) throw cannot(`'${this.#attribute}' behind that: give the address whole`)
    return 'attribute'
  }

  #step(character: string): void {
    this.#before = (this.#before + character).slice(-4)
    switch (this.#state) {
      case 'text':
        if (character === '<') {
          this.#state = 'name'
          this.#element = ''
        }
        return
      case 'name':
        if (this.#before.endsWith('<!--')) {
          this.#state = 'comment'
          this.#comment = ''
        } else if (character === '>') this.#endTag()
        else if (/[\s/]/.test(character) && this.#element !== '') {
          this.#state = 'tag'
          this.#attribute = ''
          this.#unquoted = false
        } else this.#element += character.toLowerCase()
        return
      case 'tag':
        this.#inTag(character)
        return
      case 'quoted':
        if (character === this.#quote) {
          this.#state = 'tag'
          this.#attribute = ''
        } else this.#value = (this.#value ?? '/') + character
        return
      case 'comment':
        this.#comment = (this.#comment + character).slice(-3)
        if (this.#comment === '-->') this.#state = 'text'
        return
      case 'raw':
        this.#comment = (this.#comment + character.toLowerCase()).slice(-(this.#element.length + 3))
        if (this.#comment === `</${this.#element}>`) this.#state = 'text'
        return
    }
  }

  #inTag(character: string): void {
    if (character === '>') this.#endTag()
    else if (character === '"' || character === "'") {
      if (!this.#unquoted) throw new TypeError("A quote in a page's tag has no '=' before it.")
      this.#quote = character
      this.#state = 'quoted'
      this.#value = ''
      this.#unquoted = false
    } else if (/[\s/]/.test(character)) {
      this.#attribute = ''
      this.#unquoted = false
    } else if (character === '=') this.#unquoted = true
    else if (!this.#unquoted) this.#attribute += character.toLowerCase()
  }

  #endTag(): void {
    const isRaw = ['script', 'style', 'title', 'textarea', 'xmp', 'iframe', 'noembed', 'noframes', 'plaintext'].includes(this.#element)
    // Text of these two is read as text, and ends at the first `<`, which is escaped.
    const isText = this.#element === 'title' || this.#element === 'textarea'
    this.#state = isRaw && !isText ? 'raw' : 'text'
    this.#comment = ''
  }
}
