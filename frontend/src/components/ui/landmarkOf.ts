/** The landmark that an element is in: what hangs from it belongs there too, for those who move by landmarks. */
export const landmarkOf = (element: HTMLElement): HTMLElement =>
  element.closest<HTMLElement>("main, aside, nav") ?? document.body;
