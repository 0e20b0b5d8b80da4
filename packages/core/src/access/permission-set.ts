/** Every permission of a composition, each with a small number, so that a set of them is a few words of bits. */
export class PermissionIndex {
  readonly #bits = new Map<string, number>()
  readonly all: readonly string[]

  constructor(permissions: Iterable<string>) {
    for (const permission of permissions) if (!this.#bits.has(permission)) this.#bits.set(permission, this.#bits.size)
    this.all = [...this.#bits.keys()]
  }

  /** -1 for a permission that nothing installed declares: no set has it. */
  bit(permission: string): number {
    return this.#bits.get(permission) ?? -1
  }

  has(permission: string): boolean {
    return this.#bits.has(permission)
  }

  /** Permissions that no installed plugin declares are left out: they come back with the plugin. */
  set(permissions: Iterable<string>): PermissionSet {
    const words = new Uint32Array((this.#bits.size + 31) >>> 5)
    for (const permission of permissions) {
      const bit = this.#bits.get(permission)
      if (bit !== undefined) words[bit >>> 5] = (words[bit >>> 5] ?? 0) | (1 << (bit & 31))
    }
    return new PermissionSet(words, this)
  }
}

/** An immutable set of permissions. A check is one shift and one mask. */
export class PermissionSet {
  readonly #words: Uint32Array
  readonly #index: PermissionIndex
  #key: string | undefined

  constructor(words: Uint32Array, index: PermissionIndex) {
    this.#words = words
    this.#index = index
  }

  /** The same for the same permissions of one desk. */
  get key(): string {
    this.#key ??= this.#words.join()
    return this.#key
  }

  hasBit(bit: number): boolean {
    return bit >= 0 && ((this.#words[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0
  }

  has(permission: string): boolean {
    return this.hasBit(this.#index.bit(permission))
  }

  list(): string[] {
    return this.#index.all.filter((_, bit) => this.hasBit(bit))
  }
}
