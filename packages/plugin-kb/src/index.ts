export type { AudienceInput } from './audience/audience.ts'
export type { KbContract, KbEvents, KbService } from './contract.ts'
export { knowledgeBase } from './knowledge-base.ts'
export type { KbOptions } from './options.ts'
