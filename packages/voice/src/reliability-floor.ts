/** Below this confidence nothing is claimed: the state is "unclear". Chosen from the risk–coverage curve in MODEL_CARD.md. */
export const reliabilityFloor = 0.4
