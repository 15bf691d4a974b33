// @ts-check
// Addresses without reloading: links within the dashboard and the browser's back and forward.

let onChange = () => {};

export const path = () => location.pathname;
/** @returns {Record<string, string | undefined>} */
export const parameters = () => Object.fromEntries(new URLSearchParams(location.search));

/**
 * @param {string} address
 * @param {{replace?: boolean}} [options]
 */
export function navigate(address, {replace = false} = {}) {
  if (address !== location.pathname + location.search) {
    history[replace ? 'replaceState' : 'pushState'](null, '', address);
    onChange();
  }
}

/**
 * Changes some parameters of the address; an empty value takes one away.
 *
 * @param {Record<string, string | number | null | undefined>} changes
 * @param {{replace?: boolean}} [options]
 */
export function refine(changes, options) {
  const search = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === '' || value === null || value === undefined) {
      search.delete(name);
    } else {
      search.set(name, String(value));
    }
  }
  navigate(location.pathname + (search.size ? `?${search}` : ''), options);
}

/** @param {() => void} listener */
export function start(listener) {
  onChange = listener;
  addEventListener('popstate', () => onChange());
  document.addEventListener('click', (event) => {
    const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest('a[href]'));
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    const leaves = !link || link.target || link.hasAttribute('download') || link.origin !== location.origin
      || link.getAttribute('href')?.startsWith('#');
    if (plain && !leaves && !event.defaultPrevented) {
      event.preventDefault();
      navigate(link.pathname + link.search);
    }
  });
}
