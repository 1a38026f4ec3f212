-- Where one POST ends mails of this kind (RFC 8058); null for mails that cannot be ended.
ALTER TABLE unsent_mails ADD COLUMN unsubscribe_url TEXT;
