const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** As the desk writes ids. */
export const isUuid = (value: unknown): value is string => typeof value === 'string' && uuid.test(value)
