export interface EquipmentOptions {
  /**
   * What a label opens: an address with `{label}` in it, such as `https://desk.example/e/{label}`. It is printed and stuck on devices: choose one
   * that stays. Your page there calls `equipment.scan`.
   */
  readonly itemUrl?: string
}
