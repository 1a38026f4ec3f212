/** Tables of people and sessions, in the shapes the auth library reads and writes. Created by migrations/d1/control. */
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const time = () => integer({ mode: 'timestamp_ms' });
const flag = () => integer({ mode: 'boolean' });

export const user = sqliteTable('user', {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: flag().notNull().default(false),
  image: text(),
  twoFactorEnabled: flag().notNull().default(false),
  createdAt: time().notNull(),
  updatedAt: time().notNull(),
});

export const twoFactor = sqliteTable('twoFactor', {
  id: text().primaryKey(),
  userId: text()
    .notNull()
    .references(() => user.id, { onDelete: 'cascade' }),
  secret: text().notNull(),
  backupCodes: text().notNull(),
  verified: flag().notNull().default(true),
  failedVerificationCount: integer().notNull().default(0),
  lockedUntil: time(),
});

export const passkey = sqliteTable('passkey', {
  id: text().primaryKey(),
  name: text(),
  publicKey: text().notNull(),
  userId: text()
    .notNull()
    .references(() => user.id, { onDelete: 'cascade' }),
  credentialID: text().notNull().unique(),
  counter: integer().notNull(),
  deviceType: text().notNull(),
  backedUp: flag().notNull(),
  transports: text(),
  createdAt: time(),
  updatedAt: time(),
  aaguid: text(),
});

export const accountLog = sqliteTable('account_log', {
  id: text().primaryKey(),
  userId: text('user_id').notNull(),
  action: text().notNull(),
  ipHash: text('ip_hash'),
  userAgent: text('user_agent'),
  requestId: text('request_id').notNull(),
  createdAt: integer('created_at').notNull(),
});

export const session = sqliteTable('session', {
  id: text().primaryKey(),
  userId: text()
    .notNull()
    .references(() => user.id, { onDelete: 'cascade' }),
  token: text().notNull().unique(),
  expiresAt: time().notNull(),
  ipAddress: text(),
  userAgent: text(),
  createdAt: time().notNull(),
  updatedAt: time().notNull(),
});

export const account = sqliteTable('account', {
  id: text().primaryKey(),
  userId: text()
    .notNull()
    .references(() => user.id, { onDelete: 'cascade' }),
  accountId: text().notNull(),
  providerId: text().notNull(),
  accessToken: text(),
  refreshToken: text(),
  idToken: text(),
  accessTokenExpiresAt: time(),
  refreshTokenExpiresAt: time(),
  scope: text(),
  password: text(),
  createdAt: time().notNull(),
  updatedAt: time().notNull(),
});

export const verification = sqliteTable('verification', {
  id: text().primaryKey(),
  identifier: text().notNull(),
  value: text().notNull(),
  expiresAt: time().notNull(),
  createdAt: time().notNull(),
  updatedAt: time().notNull(),
});
