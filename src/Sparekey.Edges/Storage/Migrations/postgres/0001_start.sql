-- Times are Unix milliseconds. Ids are 32 hexadecimal digits of a UUIDv7. Blobs named *_sealed are sealed (SecretBox);
-- blobs named *_hash and *_index are keyed hashes (KeyedHash). Structured values are JSON text. The primary key of a
-- table about an account begins with account_id; emails and outbox are the exceptions.
-- The tables are those of sqlite/. Text is compared byte by byte, as in SQLite.
-- Tables whose rows each sign-in updates have a fillfactor: the page has room for the new version of a row, so the
-- update writes no index (docs/scale.md).

-- Ends a transaction whose claim was lost. The message is the position of the claim in the change.
CREATE FUNCTION sparekey_lost(claim TEXT) RETURNS INTEGER LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'SK001', MESSAGE = claim;
END
$$;

-- Facts about this installation, for example key checks and the last run of a periodic job. One row for each fact.
CREATE TABLE installation (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value BYTEA NOT NULL
);

CREATE TABLE captchas (
    captcha_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    purpose TEXT COLLATE "C" NOT NULL,
    gap_x BIGINT NOT NULL,
    challenge TEXT COLLATE "C" NOT NULL,
    bits BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    answered_at BIGINT,
    token_hash BYTEA,
    used_by TEXT COLLATE "C",                          -- the request that spent the token
    expires_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX captchas_token ON captchas (token_hash) WHERE token_hash IS NOT NULL;
CREATE INDEX captchas_expiry ON captchas (expires_at);

-- Registrations. account_id is the id that the account will have.
CREATE TABLE registrations (
    account_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    token_hash BYTEA NOT NULL,
    email_index BYTEA NOT NULL,
    email_sealed BYTEA NOT NULL,
    password_hash TEXT COLLATE "C" NOT NULL,
    taken BOOLEAN NOT NULL,
    expires_at BIGINT NOT NULL,
    completed_at BIGINT
);
CREATE INDEX registrations_expiry ON registrations (expires_at);

-- Finds the account of an email address. The key is not account_id, because only the address is known at that time.
CREATE TABLE emails (
    email_index BYTEA NOT NULL PRIMARY KEY,
    account_id TEXT COLLATE "C" NOT NULL
);

CREATE TABLE accounts (
    account_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    email_index BYTEA NOT NULL,
    email_sealed BYTEA NOT NULL,
    password_hash TEXT COLLATE "C" NOT NULL,
    password_version BIGINT NOT NULL DEFAULT 0,   -- counts password changes; a rehash is not a change
    tier TEXT COLLATE "C" NOT NULL,
    identity_state TEXT COLLATE "C" NOT NULL,          -- none open submitted accepted refused more_information
    identity_sealed BYTEA,                  -- the accepted record, JSON
    frozen_at BIGINT,
    frozen_by TEXT COLLATE "C",                        -- owner integrator
    created_at BIGINT NOT NULL
);

-- Consecutive failures of each subject, for example the password or a factor. Unknown email addresses also have rows,
-- under their pseudo-account id.
CREATE TABLE attempts (
    account_id TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    failures BIGINT NOT NULL,
    blocked_until BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, subject)
) WITH (fillfactor = 80);

CREATE TABLE factors (
    account_id TEXT COLLATE "C" NOT NULL,
    factor_id TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,                    -- passkey authenticator phone recovery_code
    state TEXT COLLATE "C" NOT NULL,                   -- pending active disabled removed
    name TEXT COLLATE "C" NOT NULL,
    hint TEXT COLLATE "C" NOT NULL,
    secret_sealed BYTEA,                    -- the shared key or the phone number; deleted with the factor
    last_step BIGINT NOT NULL,
    replaces TEXT COLLATE "C",
    begun_in TEXT COLLATE "C",                         -- the session that set up the factor: only it may confirm
    created_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    last_used_at BIGINT,
    PRIMARY KEY (account_id, factor_id)
) WITH (fillfactor = 80);

CREATE TABLE recovery_codes (
    account_id TEXT COLLATE "C" NOT NULL,
    factor_id TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    code_hash BYTEA NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (account_id, factor_id, position)
);

CREATE TABLE security_answers (
    account_id TEXT COLLATE "C" NOT NULL,
    question_id TEXT COLLATE "C" NOT NULL,
    answer_hash TEXT COLLATE "C" NOT NULL,
    set_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, question_id)
);

CREATE TABLE sign_ins (
    account_id TEXT COLLATE "C" NOT NULL,
    token_hash BYTEA NOT NULL,
    device TEXT COLLATE "C" NOT NULL,
    network TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    completed_at BIGINT,
    PRIMARY KEY (account_id, token_hash)
) WITH (fillfactor = 80);
CREATE INDEX sign_ins_expiry ON sign_ins (expires_at);

-- One row for each purpose and binding. A resend overwrites the code and keeps the counts.
CREATE TABLE codes (
    account_id TEXT COLLATE "C" NOT NULL,
    purpose TEXT COLLATE "C" NOT NULL,                 -- registration sign_in step_up phone recovery
    binding TEXT COLLATE "C" NOT NULL,                 -- the flow and step for which the code is good
    channel TEXT COLLATE "C" NOT NULL,
    code_hash BYTEA NOT NULL,
    tries BIGINT NOT NULL,
    sends BIGINT NOT NULL,
    sent_at BIGINT NOT NULL,
    resend_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (account_id, purpose, binding)
);
CREATE INDEX codes_expiry ON codes (expires_at);

CREATE TABLE sessions (
    account_id TEXT COLLATE "C" NOT NULL,
    token_hash BYTEA NOT NULL,
    session_id TEXT COLLATE "C" NOT NULL, -- no index: an account has few sessions
    acr TEXT COLLATE "C" NOT NULL,
    amr TEXT COLLATE "C" NOT NULL,
    device TEXT COLLATE "C" NOT NULL,
    network TEXT COLLATE "C" NOT NULL,
    authenticated_at BIGINT NOT NULL,     -- time of the sign-in or of the last step-up
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (account_id, token_hash)
) WITH (fillfactor = 80);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- Recovery cases. body is the RecoveryCase of Core as JSON: requirements, approvals and signals.
CREATE TABLE recovery_cases (
    account_id TEXT COLLATE "C" NOT NULL,
    case_id TEXT COLLATE "C" NOT NULL,
    token_hash BYTEA NOT NULL,
    resume_hash BYTEA NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    new_phone_sealed BYTEA,
    new_email_sealed BYTEA,
    device TEXT COLLATE "C" NOT NULL,
    network TEXT COLLATE "C" NOT NULL,
    opened_at BIGINT NOT NULL,
    due_at BIGINT,                        -- next action of the server: expiry, or end of the objection window
    ended_at BIGINT,
    PRIMARY KEY (account_id, case_id)
);
CREATE UNIQUE INDEX recovery_cases_one_live ON recovery_cases (account_id) WHERE ended_at IS NULL;
-- A resume code is entered without an email address, so it must find the account.
CREATE INDEX recovery_cases_resume ON recovery_cases (resume_hash) WHERE ended_at IS NULL;
CREATE INDEX recovery_cases_due ON recovery_cases (due_at) WHERE ended_at IS NULL;

-- Objection links (*This wasn't me*).
CREATE TABLE objections (
    account_id TEXT COLLATE "C" NOT NULL,
    token_hash BYTEA NOT NULL,
    case_id TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (account_id, token_hash)
);
CREATE INDEX objections_expiry ON objections (expires_at);

-- Identity verifications. body is the IdentityVerification of Core as JSON. The other columns repeat the values that
-- queries need.
CREATE TABLE identity_verifications (
    account_id TEXT COLLATE "C" NOT NULL,
    verification_id TEXT COLLATE "C" NOT NULL,
    -- The case that the verification belongs to; null if the holder verifies the account itself.
    case_id TEXT COLLATE "C",
    state TEXT COLLATE "C" NOT NULL,                   -- open submitted accepted refused more_information
    body TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    -- Next action of the server: close an abandoned verification, or delete the pictures.
    due_at BIGINT,
    PRIMARY KEY (account_id, verification_id)
);
CREATE UNIQUE INDEX identity_verifications_one_live ON identity_verifications (account_id, COALESCE(case_id, ''))
  WHERE state IN ('open', 'submitted', 'more_information');
CREATE INDEX identity_verifications_due ON identity_verifications (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE pictures (
    account_id TEXT COLLATE "C" NOT NULL,
    verification_id TEXT COLLATE "C" NOT NULL,
    slot TEXT COLLATE "C" NOT NULL,                    -- front back selfie
    content_type TEXT COLLATE "C" NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    stored_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, verification_id, slot)
);

-- The reviewers' queue: cases and first identity verifications. It is read across accounts, in the order of due_at.
CREATE TABLE review_cases (
    account_id TEXT COLLATE "C" NOT NULL,
    case_id TEXT COLLATE "C" NOT NULL,                 -- the case id, or the verification id
    kind TEXT COLLATE "C" NOT NULL,                    -- recovery identity
    state TEXT COLLATE "C" NOT NULL,                   -- in_review more_information decided
    opened_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    claimed_by TEXT COLLATE "C",
    claimed_at BIGINT,
    PRIMARY KEY (account_id, case_id)
);
CREATE INDEX review_cases_id ON review_cases (case_id);
CREATE INDEX review_cases_queue ON review_cases (state, due_at);

-- A reviewer gives one verdict in each round of a case: the primary key refuses a second one.
CREATE TABLE verdicts (
    account_id TEXT COLLATE "C" NOT NULL,
    case_id TEXT COLLATE "C" NOT NULL,
    round BIGINT NOT NULL,
    staff_id TEXT COLLATE "C" NOT NULL,
    verdict TEXT COLLATE "C" NOT NULL,                 -- approve refuse more_information
    reason TEXT COLLATE "C" NOT NULL,
    note_sealed BYTEA,
    given_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, case_id, round, staff_id)
);

CREATE TABLE holds (
    account_id TEXT COLLATE "C" NOT NULL,
    hold_id TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,                  -- security_reset factor_changed frozen integrator
    starts_at BIGINT NOT NULL,
    until_at BIGINT,                      -- null: until lifted
    ended_at BIGINT,                      -- only a freeze can be lifted
    PRIMARY KEY (account_id, hold_id)
);

CREATE TABLE audit_events (
    account_id TEXT COLLATE "C" NOT NULL,
    event_id TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    actor_id TEXT COLLATE "C",
    subject TEXT COLLATE "C",
    device TEXT COLLATE "C",
    network TEXT COLLATE "C",
    details TEXT COLLATE "C",
    at BIGINT NOT NULL,
    PRIMARY KEY (account_id, event_id)
);

CREATE TABLE outbox (
    message_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    account_id TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    sealed BYTEA NOT NULL,                  -- to, subject and text as JSON
    created_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    next_at BIGINT,                       -- null: sent
    sent_at BIGINT
);
CREATE INDEX outbox_sent ON outbox (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX outbox_next ON outbox (next_at) WHERE next_at IS NOT NULL;

-- Counts in fixed windows of messages, changes and tries, for example for an address, a network or an account.
CREATE TABLE send_limits (
    subject TEXT COLLATE "C" NOT NULL,
    window_start BIGINT NOT NULL,
    sends BIGINT NOT NULL,
    PRIMARY KEY (subject, window_start)
);
CREATE INDEX send_limits_window ON send_limits (window_start);

CREATE TABLE staff (
    staff_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    email_index BYTEA NOT NULL UNIQUE,
    email_sealed BYTEA NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,                   -- invited active removed
    password_hash TEXT COLLATE "C",
    secret_sealed BYTEA,
    last_step BIGINT NOT NULL,
    set_up_hash BYTEA,
    set_up_expires_at BIGINT,
    created_at BIGINT NOT NULL
);

CREATE TABLE staff_sign_ins (
    staff_id TEXT COLLATE "C" NOT NULL,
    token_hash BYTEA NOT NULL,
    expires_at BIGINT NOT NULL,
    completed_at BIGINT,
    PRIMARY KEY (staff_id, token_hash)
);

CREATE TABLE staff_sessions (
    staff_id TEXT COLLATE "C" NOT NULL,
    token_hash BYTEA NOT NULL,
    device TEXT COLLATE "C" NOT NULL,
    network TEXT COLLATE "C" NOT NULL,
    authenticated_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (staff_id, token_hash)
);

CREATE TABLE integrators (
    key_hash BYTEA NOT NULL PRIMARY KEY,
    integrator_id TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);
