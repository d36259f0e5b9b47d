/** What went wrong between a tool and a board: a sentence for people, and what to do about it, if there is anything. No secret is in it. */
export class LinkError extends Error {
  constructor(what: string, readonly advice: string) {
    super(advice === "" ? what : `${what}\n${advice}`);
  }
}
