import { hostContract } from '../host-contract.ts'

hostContract('nest', { ownPage: 'Cannot GET /' })
