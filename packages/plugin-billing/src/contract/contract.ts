import type {
  AddPrepaid,
  AmendContract,
  Contract,
  ContractById,
  ContractHistory,
  ContractPage,
  CreateContract,
  DueContracts,
  EndContract,
  ListContracts,
  LookAtContract,
  Looked,
  PauseContract,
  RenewContract,
  ResumeContract,
  SaveTemplate,
  Template,
  TemplateList,
} from './schemas.ts'

export interface ContractService {
  /** Contracts of companies that the caller may see, newest first. */
  contracts(input: ListContracts): Promise<ContractPage>
  contract(input: ContractById): Promise<Contract>
  contractHistory(input: ContractById): Promise<ContractHistory>
  /** Throws `billing.number_taken`, `billing.contract_days`, `billing.contract_renewal`. */
  createContract(input: CreateContract): Promise<Contract>
  /** Other terms from a day on. Invoices that are out stay as they are. */
  amendContract(input: AmendContract): Promise<Contract>
  /** Not in force from a day on: no fee, and no work of it is included. */
  pauseContract(input: PauseContract): Promise<Contract>
  resumeContract(input: ResumeContract): Promise<Contract>
  /** It ends on a day, and is not renewed. */
  endContract(input: EndContract): Promise<Contract>
  /** It goes on until another day. */
  renewContract(input: RenewContract): Promise<Contract>
  /** Hours bought in advance: on the next invoice, and used before anything is charged. */
  addPrepaid(input: AddPrepaid): Promise<Contract>
  templates(): Promise<TemplateList>
  /** Editing a template changes no contract. */
  saveTemplate(input: SaveTemplate): Promise<Template>
  /** For the plugin's job. */
  dueContracts(): Promise<DueContracts>
  lookAtContract(input: LookAtContract): Promise<Looked>
}

export interface ContractEvents {
  'billing.contract_changed': { contractId: string; companyId: string; kind: string }
  /** A contract comes to its end: notice can be given until its last days. */
  'billing.contract_ending': { contractId: string; companyId: string; endsOn: string }
  'billing.template_saved': { templateId: string }
}

export interface ContractJobs {
  contracts: {}
}
