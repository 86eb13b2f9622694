/** What the server answers by itself; every other address is the page's. */
export const serverAddresses = /^\/(?:session|health|ready|metrics|openapi\.json)(?:[/?]|$)/
