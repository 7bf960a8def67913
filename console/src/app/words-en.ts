/** Every module's words in one language: one file to load. Keys are paths; the folder is the namespace. */
export const words = import.meta.glob<object>(['/src/*/en.json', '/src/app/*/en.json'], {
  import: 'default',
  eager: true,
});
