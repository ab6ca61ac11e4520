import { constants, generateKeyPairSync, type KeyObject, privateDecrypt, sign } from 'node:crypto';
import type { Paper } from '../domain/ballot-paper.ts';
import { type Box, type Slip, sealMessage, slipBytes, slipName } from '../domain/box.ts';
import { BOX_FORMAT } from '../domain/box-format.ts';
import { decide, tallyBallots } from '../domain/count-ballots.ts';
import { readMarks } from '../domain/marks-text.ts';
import { fillSlip, finishToken, prepareToken } from './voter.ts';
import { votingRuleOf } from './voting-rules.ts';

/** An authority that a test holds in its own hands: it may sign honestly, or cheat. */
export class Authority {
  readonly ballotId: string;
  readonly #token = generateKeyPairSync('rsa', { modulusLength: 2048 });
  readonly #seal = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  constructor(ballotId: string) {
    this.ballotId = ballotId;
  }

  get tokenKey(): string {
    return spki(this.#token.publicKey).toString('base64url');
  }

  signBlinded(blinded: string): string {
    return privateDecrypt(
      { key: this.#token.privateKey, padding: constants.RSA_NO_PADDING },
      Buffer.from(blinded, 'base64url'),
    ).toString('base64url');
  }

  /** A voter with a phone of the own takes a token and votes. */
  async slip(marks: string): Promise<Slip> {
    const pending = await prepareToken(this.ballotId, this.tokenKey);
    return fillSlip(await finishToken(pending, this.signBlinded(pending.blinded)), marks);
  }

  /** A sealed box of these slips, honest unless `change` lies. */
  async box(
    slips: readonly Slip[],
    paper: Paper,
    change: (box: Omit<Box, 'seal'>) => Omit<Box, 'seal'> = (box) => box,
  ): Promise<Box> {
    const named = await Promise.all(
      slips.map(async (slip) => ({ slip, name: await slipName(slipBytes(slip)!.key) })),
    );
    const sorted = named.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(({ slip }) => slip);
    const tally = tallyBallots(
      paper,
      sorted.map((slip) => readMarks(paper, slip.marks)!),
      slips.length,
    );
    const rule = votingRuleOf('opinion-poll');
    const base = slips.length + 2;
    const unsealed = change({
      format: BOX_FORMAT,
      ballotId: this.ballotId,
      branch: 'Chi bộ Tổ dân phố số 5',
      matter: 'opinion-poll',
      question: 'Xin ý kiến về quy hoạch chi ủy',
      heldOn: '2026-03-05',
      paper,
      rule: {
        source: { document: '04-HD/TW', article: 'phiếu xin ý kiến', verified: false },
        threshold: rule.threshold,
        whenUnmet: rule.whenUnmet,
      },
      voters: slips.length + 1,
      base,
      tokens: slips.length,
      tokenKey: this.tokenKey,
      sealKey: spki(this.#seal.publicKey).subarray(-65).toString('base64url'),
      slips: sorted,
      tally,
      result: decide(paper, tally, base, rule),
    });
    return this.reseal(unsealed);
  }

  reseal(unsealed: Omit<Box, 'seal'>): Box {
    const seal = sign('sha256', sealMessage(unsealed), {
      key: this.#seal.privateKey,
      dsaEncoding: 'ieee-p1363',
    });
    return { ...unsealed, seal: seal.toString('base64url') };
  }
}

const spki = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });
