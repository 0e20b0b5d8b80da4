import { hostContract } from '../host-contract.ts'

hostContract('node', { ownPage: 'http.outside_mount' })
