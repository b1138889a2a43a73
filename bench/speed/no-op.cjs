/** The least that a transform can do: what jscodeshift itself costs. */
module.exports = () => undefined;
