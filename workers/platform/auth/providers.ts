/** Accounts elsewhere that people can sign in with, when their keys are configured. */

export const PROVIDERS = ['google', 'github'] as const;
export type Provider = (typeof PROVIDERS)[number];
