const mostAttempts = 5

/** Asks the server itself, past every flaky network. A kept-alive connection may close just as it is asked on. */
export async function fetchSurely(url: string, init: RequestInit = {}): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await fetch(url, init)
    } catch (error) {
      if (attempt === mostAttempts) throw error
    }
  }
}
