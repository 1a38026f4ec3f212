/** A place in a workspace's history, and its text form: the `resume` of frames. */

/** What a client has seen: everything up to commit `seq` of one ledger, `accepted` events of the workspace among it. */
export interface Place {
  seq: number;
  /** Events of the workspace ever accepted up to there: what is told afterwards has to add up to it. */
  accepted: number;
}

/**
 * Positions are those of one ledger during one stay of the workspace: after a move the same number means something else.
 * @param move number of the move that brought the workspace, 0 when it was born there.
 */
export function stayName(ledger: string, move: number): string {
  return move === 0 ? ledger : `${ledger}~${move}`;
}

export function writePlace(stay: string, { seq, accepted }: Place): string {
  return `${stay}.${seq.toString(36)}.${accepted.toString(36)}`;
}

/** Undefined for what no frame has said. */
export function readPlace(text: string): ({ stay: string } & Place) | undefined {
  const [, stay = '', seq = '', accepted = ''] = /^(.{1,80})\.([0-9a-z]{1,10})\.([0-9a-z]{1,10})$/.exec(text) ?? [];
  if (stay === '') return undefined;
  return { stay, seq: Number.parseInt(seq, 36), accepted: Number.parseInt(accepted, 36) };
}
