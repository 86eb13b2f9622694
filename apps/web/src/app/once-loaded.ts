/** Calls `task` once the page and all that it names are loaded: at once, where they are. */
export function onceLoaded(task: () => void): void {
  if (document.readyState === 'complete') task()
  else addEventListener('load', task)
}
