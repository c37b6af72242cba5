// Stands in for Material's search worker, and fetches it only when there is something to search.
// overrides/main.html starts this file with the worker's own path behind the question mark.

addEventListener('message', ({ data }) => {
  importScripts(location.search.slice(1))
  dispatchEvent(new MessageEvent('message', { data }))
}, { once: true })
