import { checkTypes } from "./build/types";

const findings = checkTypes(process.cwd());
for (const finding of findings) console.log(finding);
console.log(findings.length === 0 ? "types: no errors" : `types: ${findings.length} errors`);
process.exitCode = findings.length === 0 ? 0 : 1;
