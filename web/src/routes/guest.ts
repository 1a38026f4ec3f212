/** Ways in: pages for people who are not signed in, and those that mails lead to. */
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { sessionQuery } from '../session/session.ts';
import { parseRange, type Range } from '../stats/range.ts';
import { parseNext, rootRoute } from './root.ts';

const guestRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'guest',
  validateSearch: (search) => parseNext(search['next']),
  beforeLoad: async ({ context, search }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (session) throw redirect({ href: search.next ?? '/' });
  },
});

const signInRoute = createRoute({
  getParentRoute: () => guestRoute,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('../session/sign-in.tsx'), 'SignIn'),
});

const signUpRoute = createRoute({
  getParentRoute: () => guestRoute,
  path: '/sign-up',
  component: lazyRouteComponent(() => import('../session/sign-up.tsx'), 'SignUp'),
});

/** Pages that mails lead to: for everybody, signed in or not. */
const forgotPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('../session/forgot-password.tsx'), 'ForgotPassword'),
});

const resetPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset-password',
  component: lazyRouteComponent(() => import('../session/reset-password.tsx'), 'ResetPassword'),
});

const confirmedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/confirmed',
  validateSearch: (search: Record<string, unknown>): { error?: string } =>
    typeof search['error'] === 'string' ? { error: search['error'] } : {},
  component: lazyRouteComponent(() => import('../session/confirmed.tsx'), 'Confirmed'),
});

const goodbyeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/goodbye',
  component: lazyRouteComponent(() => import('../session/goodbye.tsx'), 'Goodbye'),
});

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  component: lazyRouteComponent(() => import('../session/invitation.tsx'), 'Invitation'),
});

/** Figures that somebody has made public. */
const sharedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/share/$key',
  validateSearch: (search: Record<string, unknown>): { range?: Range } =>
    search['range'] === undefined ? {} : { range: parseRange(search['range']) },
  component: lazyRouteComponent(() => import('../share/shared-page.tsx'), 'SharedPage'),
});

export const guestRoutes = [
  guestRoute.addChildren([signInRoute, signUpRoute]),
  forgotPasswordRoute,
  resetPasswordRoute,
  confirmedRoute,
  goodbyeRoute,
  invitationRoute,
  sharedRoute,
] as const;
