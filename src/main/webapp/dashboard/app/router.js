// Addresses without reloading: links within the dashboard and the browser's back and forward.

let onChange = () => {};

export const path = () => location.pathname;
export const parameters = () => Object.fromEntries(new URLSearchParams(location.search));

export function navigate(address, {replace = false} = {}) {
  if (address !== location.pathname + location.search) {
    history[replace ? 'replaceState' : 'pushState'](null, '', address);
    onChange();
  }
}

// Changes some parameters of the address; an empty value takes one away.
export function refine(changes, options) {
  const search = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === '' || value === null || value === undefined) {
      search.delete(name);
    } else {
      search.set(name, value);
    }
  }
  navigate(location.pathname + (search.size ? `?${search}` : ''), options);
}

export function start(listener) {
  onChange = listener;
  addEventListener('popstate', () => onChange());
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href]');
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    const leaves = !link || link.target || link.hasAttribute('download') || link.origin !== location.origin
      || link.getAttribute('href').startsWith('#');
    if (plain && !leaves && !event.defaultPrevented) {
      event.preventDefault();
      navigate(link.pathname + link.search);
    }
  });
}
