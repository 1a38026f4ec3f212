-- Passkeys of people, in the shape the auth library reads and writes. Only public keys: nobody can sign in with what stands here.
CREATE TABLE passkey (
  id TEXT PRIMARY KEY,
  name TEXT,
  publicKey TEXT NOT NULL,
  userId TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
  credentialID TEXT NOT NULL,
  -- How often it was used, where the authenticator counts; a copy of the key falls behind.
  counter INTEGER NOT NULL,
  deviceType TEXT NOT NULL,
  backedUp INTEGER NOT NULL,
  transports TEXT,
  createdAt INTEGER,
  updatedAt INTEGER,
  -- Model of the authenticator, as far as it says.
  aaguid TEXT
);
CREATE INDEX passkey_user ON passkey (userId);
CREATE UNIQUE INDEX passkey_credential ON passkey (credentialID);
