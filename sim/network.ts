/** What a server sees of one request. Header names are lower-case. */
export interface ServerRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Uint8Array;
  /** SHA-256 fingerprint (lower-case hex) of the client certificate that proved its key; absent without one. */
  clientFingerprint?: string;
}

export interface ServerResponse {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
}

/**
 * What becomes of one exchange on the server's side, for any transport:
 * `answer` a whole answer; `silent` nothing, for ever; `close` the connection ends without a byte;
 * `partial` the head and the first `bytes` of the body, then the end; `slow` one byte of the whole answer
 * every `byteMs`; `endless` a body without an end; `endlessHead` headers without an end; `handshake` TLS
 * itself fails (the client's certificate was refused).
 */
export type ServerOutcome =
  | { kind: "answer"; response: ServerResponse; delayMs?: number }
  | { kind: "silent" }
  | { kind: "close" }
  | { kind: "partial"; response: ServerResponse; bytes: number }
  | { kind: "slow"; response: ServerResponse; byteMs: number }
  | { kind: "endless"; response: ServerResponse }
  | { kind: "endlessHead" }
  | { kind: "handshake" };

/** A server: told of a request it calls `reply` once, now or later on its own clock. */
export type Server = (request: ServerRequest, reply: (outcome: ServerOutcome) => void) => void;

/** The network as one terminal sees it. */
export interface Reach {
  readonly plugged: boolean;
  find(host: string, port: number): Server | undefined;
}

/** Who listens where in the simulated network. A host that nobody listens on refuses the connection. */
export class Network {
  private servers = new Map<string, Server>();
  /** False: the cable is out. Connections are refused, answers under way are lost. */
  plugged = true;
  /** Told of every connection that was refused. */
  onRefused: ((host: string, port: number) => void) | undefined;

  listen(host: string, port: number, server: Server): void {
    this.servers.set(`${host}:${port}`, server);
  }

  find(host: string, port: number): Server | undefined {
    const server = this.plugged ? this.servers.get(`${host}:${port}`) : undefined;
    if (server === undefined) this.onRefused?.(host, port);
    return server;
  }
}
