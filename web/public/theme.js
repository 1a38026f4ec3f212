/* Puts the chosen theme on the page before it is painted; a module would run too late and flash. */
try {
  const theme = localStorage.getItem('hopline.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  /* Storage may be forbidden: then the system's theme applies. */
}
