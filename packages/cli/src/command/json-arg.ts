/** The option of commands whose answer programs may want to read. */
export const jsonArg = { json: { type: 'boolean', description: 'Answer in JSON' } } as const

export const printJson = (value: unknown): void => console.log(JSON.stringify(value, null, 2))
