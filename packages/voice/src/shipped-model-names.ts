/**
 * The models that ship with the project (MODEL_CARD.md): `full` learnt from everything, for non-commercial use; `open`
 * from EmoDB alone.
 */
export const shippedModelNames = ['full', 'open'] as const
export type ShippedModelName = (typeof shippedModelNames)[number]
