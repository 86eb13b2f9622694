/** The short form shows that a bench can be run, and says nothing of how fast anything is. */
export const isShort = process.argv.includes('--short')

/** What stands on the command line beside options. */
export const givenArguments = process.argv.slice(2).filter((each) => !each.startsWith('--'))
