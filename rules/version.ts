/** The package's version. A constant, because reading package.json breaks in bundles; a test compares the two. */
export const version = '0.1.0';
