// Signatures that the checker accepts and lowering refuses, with the reason. One that has become available must leave this list, and none
// may be refused without standing in it. golden/signatures.txt shows it to readers.

export const notAvailable: Readonly<Record<string, string>> = {};
