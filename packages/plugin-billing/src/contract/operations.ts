import { dueContracts, lookAtContract } from './look.ts'
import { contract, contractHistory, contracts } from './read-contracts.ts'
import { saveTemplate, templates } from './templates.ts'
import { addPrepaid, amendContract, createContract, endContract, pauseContract, renewContract, resumeContract } from './write-contract.ts'

export const contractOperations = {
  contracts,
  contract,
  contractHistory,
  createContract,
  amendContract,
  pauseContract,
  resumeContract,
  endContract,
  renewContract,
  addPrepaid,
  templates,
  saveTemplate,
  dueContracts,
  lookAtContract,
}

export const contractEvents = {
  'billing.contract_changed': { subject: 'contractId', title: 'Contract changed', audience: 'staff' },
  'billing.contract_ending': { subject: 'contractId', title: 'Contract comes to its end', audience: 'staff' },
  'billing.template_saved': { subject: 'templateId', title: 'Template of contracts saved', audience: 'staff' },
} as const
