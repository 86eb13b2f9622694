/** Tests that stand no company: they build anew what all others are served. */
export const loneTests = ['phone-start.test.ts']
