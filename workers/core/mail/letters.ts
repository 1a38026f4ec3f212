/** Every letter Hopline writes, one function each: who it is to, what happened, what to do, and what to do when it was not you. */
import { ROLE_MEANING, type Role } from '../access/permissions.ts';
import { WITHHELD_SHARE } from '../plan/standing.ts';
import { type Letter, plain } from './compose.ts';

const NOT_YOU = 'If you did not ask for this, you need not do anything.';

export function verifyAddress(url: string): Letter {
  return {
    subject: 'Confirm your e-mail address',
    lines: ['Please confirm that this address is yours.'],
    action: { label: 'Confirm address', url },
    notes: ['The link works for one day.', NOT_YOU],
  };
}

export function resetPassword(url: string): Letter {
  return {
    subject: 'Set a new password',
    lines: ['Somebody asked to set a new password for your account.'],
    action: { label: 'Set a new password', url },
    notes: ['The link works once, for one hour.', `${NOT_YOU} Your password stays as it is.`],
  };
}

export function passwordChanged(): Letter {
  return {
    subject: 'Your password was changed',
    lines: [
      'The password of your account was changed, and all other sessions were signed out.',
      'If that was not you, set a new password at once with "Forgot password" on the sign-in page.',
    ],
    notes: [
      'Passkeys of the account still open it. Look through them in your account, and remove those that are not yours.',
    ],
  };
}

export function passkeyAdded(accountUrl: string): Letter {
  return {
    subject: 'A passkey was added to your account',
    lines: ['From now on it opens your account without your password.'],
    action: { label: 'See your passkeys', url: accountUrl },
    notes: ['If that was not you, remove it there, change your password and sign out everywhere else.'],
  };
}

export function confirmNewAddress(newEmail: string, url: string): Letter {
  return {
    subject: 'Change of your e-mail address',
    lines: [
      `Your account asks to move to ${plain(newEmail)}. Please confirm it here; the new address gets its own link then.`,
    ],
    action: { label: 'Allow the change', url },
    notes: ['The link works for one day.', 'If that was not you, do not open it, and change your password.'],
  };
}

/** To the owner of an address somebody tried to sign up with again. */
export function alreadyRegistered(signInUrl: string): Letter {
  return {
    subject: 'You already have an account',
    lines: [
      'Somebody tried to make an account with this address, which has one already. Sign in, or set a new password there.',
    ],
    action: { label: 'Sign in', url: signInUrl },
    notes: [NOT_YOU],
  };
}

export function deleteAccount(url: string): Letter {
  return {
    subject: 'Delete your account?',
    lines: ['You asked to delete your account. It cannot be brought back afterwards.'],
    action: { label: 'Delete my account', url },
    notes: [
      'The link works for one day, in the browser you are signed in with.',
      'If that was not you, change your password.',
    ],
  };
}

export function invitation(of: { workspace: string; inviter: string; role: Role; url: string; days: number }): Letter {
  const name = plain(of.workspace);
  return {
    subject: `${plain(of.inviter)} invites you to ${name}`,
    lines: [
      `${plain(of.inviter)} invites you to the workspace "${name}" on Hopline, as ${of.role}.`,
      `What that means: ${ROLE_MEANING[of.role]}`,
    ],
    action: { label: 'See the invitation', url: of.url },
    notes: [
      `It can be accepted for ${of.days} days, with this e-mail address.`,
      'If you do not know the sender, ignore it.',
    ],
  };
}

export function ownershipMoved(of: { workspace: string; to: string }): Letter {
  return {
    subject: `${plain(of.workspace)} has a new owner`,
    lines: [
      `The workspace "${plain(of.workspace)}" now belongs to ${plain(of.to)}. Its former owner stays as an admin.`,
    ],
  };
}

/** To owner, admins and billing members when a workspace comes near its plan's events, reaches them, or goes over them. */
export function eventsUsed(of: { workspace: string; used: number; limit: number }): Letter {
  const name = plain(of.workspace);
  const share = `${of.used.toLocaleString('en')} of ${of.limit.toLocaleString('en')} events`;
  return {
    subject: `${name} has used ${Math.floor((of.used / of.limit) * 100)} % of this month's events`,
    lines: [
      `The workspace "${name}" has counted ${share} of this month.`,
      `Every click goes on being counted, whatever happens. Reports are withheld from ${WITHHELD_SHARE * 100} % on, until next month or a larger plan; everything counted meanwhile is then in them.`,
    ],
  };
}

/** To the one who asked for an export of everything. The address needs a session: the letter alone opens nothing. */
export function exportReady(of: { workspace: string; url: string; megabytes: number }): Letter {
  const name = plain(of.workspace);
  return {
    subject: `Your export of ${name} is ready`,
    lines: [`The export of everything in the workspace "${name}" is ready: one ZIP of about ${of.megabytes} MB.`],
    action: { label: 'Download it', url: of.url },
    notes: [
      'Sign in first: the address works in a browser that is signed in as owner or admin.',
      'It is kept for 7 days.',
      'If you did not ask for it, look at the audit log: it says who did.',
    ],
  };
}

/** To owner and admins: a webhook that fails for long goes unnoticed otherwise, because nobody is at the other end. */
export function webhookTrouble(of: {
  workspace: string;
  webhook: string;
  kind: 'failing' | 'disabled';
  failures: number;
  last: string;
}): Letter {
  const [name, workspace] = [plain(of.webhook), plain(of.workspace)];
  const isOff = of.kind === 'disabled';
  const before = `The last ${of.failures} attempts to reach the webhook "${name}" of the workspace "${workspace}" failed. The latest: ${plain(of.last)}`;
  return {
    subject: isOff ? `Webhook "${name}" was switched off` : `Webhook "${name}" does not answer`,
    lines: [
      before,
      isOff
        ? 'It hears of nothing any more. Mend its receiver, switch the webhook on again, and replay what it missed from its log of deliveries, which keeps seven days.'
        : 'Deliveries are repeated for three days. If it goes on failing, the webhook is switched off.',
    ],
  };
}

export function deletionScheduled(of: { workspace: string; on: string; url: string }): Letter {
  return {
    subject: `${plain(of.workspace)} will be deleted on ${of.on}`,
    lines: [
      `The workspace "${plain(of.workspace)}" will be deleted on ${of.on} (UTC) with all its links. Until then its links work and nothing can be changed.`,
    ],
    action: { label: 'Keep the workspace', url: of.url },
    notes: ['Its owner can cancel the deletion until that day.'],
  };
}
