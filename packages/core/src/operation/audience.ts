/** Whose fields go in and out of an operation. `public`: also without a person. */
export type Audience = 'staff' | 'customer' | 'both' | 'public'

/** The capacity in which a call acts: the agent of IT is a customer of HR. Everything decided by audience follows it. */
export type Acting = 'staff' | 'customer'

export const isFor = (audience: Audience, acting: Acting): boolean => audience === 'both' || audience === 'public' || audience === acting
