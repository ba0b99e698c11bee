-- Times are unix milliseconds; ids are 32 hexadecimal digits of a UUIDv7; blobs named *_sealed are SecretBox, *_hash
-- are KeyedHash;
-- structured parts are JSON text. Every table about an account begins its primary key with account_id.

-- One row a fact about this installation: key checks, when it began.
CREATE TABLE installation (
    name TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE captchas (
    captcha_id TEXT NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL,
    gap_x INTEGER NOT NULL,
    challenge TEXT NOT NULL,
    bits INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    answered_at INTEGER,
    token_hash BLOB,
    used_by TEXT,                          -- the request that spent the token
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX captchas_token ON captchas (token_hash) WHERE token_hash IS NOT NULL;
CREATE INDEX captchas_expiry ON captchas (expires_at);

-- A stranger on the way to an account. account_id is the id that the account will have.
CREATE TABLE registrations (
    account_id TEXT NOT NULL PRIMARY KEY,
    token_hash BLOB NOT NULL,
    email_index BLOB NOT NULL,
    email_sealed BLOB NOT NULL,
    password_hash TEXT NOT NULL,
    taken INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    completed_at INTEGER
) WITHOUT ROWID;
CREATE INDEX registrations_expiry ON registrations (expires_at);

-- The way from an address to its account; the only table of accounts whose key is not account_id, because nothing
-- else is known yet.
CREATE TABLE emails (
    email_index BLOB NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE accounts (
    account_id TEXT NOT NULL PRIMARY KEY,
    email_index BLOB NOT NULL,
    email_sealed BLOB NOT NULL,
    password_hash TEXT NOT NULL,
    password_version INTEGER NOT NULL DEFAULT 0,   -- counts changes of the password; hashing the same one anew is none
    tier TEXT NOT NULL,
    identity_state TEXT NOT NULL,          -- none open submitted accepted refused more_information
    identity_sealed BLOB,                  -- the accepted record, JSON
    frozen_at INTEGER,
    frozen_by TEXT,                        -- owner integrator
    created_at INTEGER NOT NULL
) WITHOUT ROWID;

-- Failures in a row: of the password, of each factor, of each purpose. Unknown addresses have rows too, under their
-- pseudo-account id.
CREATE TABLE attempts (
    account_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    failures INTEGER NOT NULL,
    blocked_until INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, subject)
) WITHOUT ROWID;

CREATE TABLE factors (
    account_id TEXT NOT NULL,
    factor_id TEXT NOT NULL,
    kind TEXT NOT NULL,                    -- passkey authenticator phone recovery_code
    state TEXT NOT NULL,                   -- pending active disabled removed
    name TEXT NOT NULL,
    hint TEXT NOT NULL,
    secret_sealed BLOB,                    -- the seed, or the telephone number; gone when removed
    last_step INTEGER NOT NULL,
    replaces TEXT,
    begun_in TEXT,                         -- the session that began a set-up: only it may finish it
    created_at INTEGER NOT NULL,
    confirmed_at INTEGER,
    last_used_at INTEGER,
    PRIMARY KEY (account_id, factor_id)
) WITHOUT ROWID;

CREATE TABLE recovery_codes (
    account_id TEXT NOT NULL,
    factor_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    code_hash BLOB NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (account_id, factor_id, position)
) WITHOUT ROWID;

CREATE TABLE security_answers (
    account_id TEXT NOT NULL,
    question_id TEXT NOT NULL,
    answer_hash TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, question_id)
) WITHOUT ROWID;

CREATE TABLE sign_ins (
    account_id TEXT NOT NULL,
    token_hash BLOB NOT NULL,
    device TEXT NOT NULL,
    network TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    completed_at INTEGER,
    PRIMARY KEY (account_id, token_hash)
) WITHOUT ROWID;
CREATE INDEX sign_ins_expiry ON sign_ins (expires_at);

-- One row a purpose and flow: a resend overwrites the code and keeps the counts.
CREATE TABLE codes (
    account_id TEXT NOT NULL,
    purpose TEXT NOT NULL,                 -- registration sign_in step_up phone recovery
    binding TEXT NOT NULL,                 -- the flow and step that the code belongs to
    channel TEXT NOT NULL,
    code_hash BLOB NOT NULL,
    tries INTEGER NOT NULL,
    sends INTEGER NOT NULL,
    sent_at INTEGER NOT NULL,
    resend_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (account_id, purpose, binding)
) WITHOUT ROWID;
CREATE INDEX codes_expiry ON codes (expires_at);

CREATE TABLE sessions (
    account_id TEXT NOT NULL,
    token_hash BLOB NOT NULL,
    session_id TEXT NOT NULL,             -- looked for among those of the account, which are few: no index of its own
    acr TEXT NOT NULL,
    amr TEXT NOT NULL,
    device TEXT NOT NULL,
    network TEXT NOT NULL,
    authenticated_at INTEGER NOT NULL,     -- sign-in or the last step-up
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (account_id, token_hash)
) WITHOUT ROWID;
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- A security reset. The requirements, approvals and signals are the RecoveryCase of Core as JSON.
CREATE TABLE recovery_cases (
    account_id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    token_hash BLOB NOT NULL,
    resume_hash BLOB NOT NULL,
    state TEXT NOT NULL,
    body TEXT NOT NULL,
    version INTEGER NOT NULL,
    new_phone_sealed BLOB,
    new_email_sealed BLOB,
    device TEXT NOT NULL,
    network TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    due_at INTEGER,                        -- when the server must act next: expiry, or the end of the objection window
    ended_at INTEGER,
    PRIMARY KEY (account_id, case_id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX recovery_cases_one_live ON recovery_cases (account_id) WHERE ended_at IS NULL;
-- The code alone is typed, so it must lead to its account
CREATE INDEX recovery_cases_resume ON recovery_cases (resume_hash) WHERE ended_at IS NULL;
CREATE INDEX recovery_cases_due ON recovery_cases (due_at) WHERE ended_at IS NULL;

-- *This wasn't me* links.
CREATE TABLE objections (
    account_id TEXT NOT NULL,
    token_hash BLOB NOT NULL,
    case_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (account_id, token_hash)
) WITHOUT ROWID;
CREATE INDEX objections_expiry ON objections (expires_at);

-- A document and a selfie. The whole of it is the IdentityVerification of Core as JSON; what queries need stands
-- beside it.
CREATE TABLE identity_verifications (
    account_id TEXT NOT NULL,
    verification_id TEXT NOT NULL,
    -- The reset that it belongs to, or null when the holder verifies an open account
    case_id TEXT,
    state TEXT NOT NULL,                   -- open submitted accepted refused more_information
    body TEXT NOT NULL,
    version INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    -- When the server must act next: close it as abandoned, or delete its pictures
    due_at INTEGER,
    PRIMARY KEY (account_id, verification_id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX identity_verifications_one_live ON identity_verifications (account_id, COALESCE(case_id, ''))
  WHERE state IN ('open', 'submitted', 'more_information');
CREATE INDEX identity_verifications_due ON identity_verifications (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE pictures (
    account_id TEXT NOT NULL,
    verification_id TEXT NOT NULL,
    slot TEXT NOT NULL,                    -- front back selfie
    content_type TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    stored_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, verification_id, slot)
) WITHOUT ROWID;

-- What waits for a person: a reset or a first identity verification. The queue reads it across accounts, by due_at.
CREATE TABLE review_cases (
    account_id TEXT NOT NULL,
    case_id TEXT NOT NULL,                 -- the reset's case id, or the verification id
    kind TEXT NOT NULL,                    -- recovery identity
    state TEXT NOT NULL,                   -- in_review more_information decided
    opened_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    claimed_by TEXT,
    claimed_at INTEGER,
    PRIMARY KEY (account_id, case_id)
) WITHOUT ROWID;
CREATE INDEX review_cases_id ON review_cases (case_id);
CREATE INDEX review_cases_queue ON review_cases (state, due_at);

-- A reviewer votes once on each round of a case: the key refuses a second vote.
CREATE TABLE verdicts (
    account_id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    round INTEGER NOT NULL,
    staff_id TEXT NOT NULL,
    verdict TEXT NOT NULL,                 -- approve refuse more_information
    reason TEXT NOT NULL,
    note_sealed BLOB,
    given_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, case_id, round, staff_id)
) WITHOUT ROWID;

CREATE TABLE holds (
    account_id TEXT NOT NULL,
    hold_id TEXT NOT NULL,
    reason TEXT NOT NULL,                  -- security_reset factor_changed frozen integrator
    starts_at INTEGER NOT NULL,
    until_at INTEGER,                      -- null: until lifted
    ended_at INTEGER,                      -- only a freeze can be lifted
    PRIMARY KEY (account_id, hold_id)
) WITHOUT ROWID;

CREATE TABLE audit_events (
    account_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    actor TEXT NOT NULL,
    actor_id TEXT,
    subject TEXT,
    device TEXT,
    network TEXT,
    details TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (account_id, event_id)
) WITHOUT ROWID;

CREATE TABLE outbox (
    message_id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    sealed BLOB NOT NULL,                  -- to, subject and text as JSON
    created_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    next_at INTEGER,                       -- null: sent
    sent_at INTEGER
) WITHOUT ROWID;
CREATE INDEX outbox_sent ON outbox (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX outbox_next ON outbox (next_at) WHERE next_at IS NOT NULL;

-- Sliding counts of what costs money or patience: messages to a number, from a network, for an account.
CREATE TABLE send_limits (
    subject TEXT NOT NULL,
    window_start INTEGER NOT NULL,
    sends INTEGER NOT NULL,
    PRIMARY KEY (subject, window_start)
) WITHOUT ROWID;
CREATE INDEX send_limits_window ON send_limits (window_start);

CREATE TABLE staff (
    staff_id TEXT NOT NULL PRIMARY KEY,
    email_index BLOB NOT NULL UNIQUE,
    email_sealed BLOB NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,                   -- invited active removed
    password_hash TEXT,
    secret_sealed BLOB,
    last_step INTEGER NOT NULL,
    set_up_hash BLOB,
    set_up_expires_at INTEGER,
    created_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE staff_sign_ins (
    staff_id TEXT NOT NULL,
    token_hash BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    completed_at INTEGER,
    PRIMARY KEY (staff_id, token_hash)
) WITHOUT ROWID;

CREATE TABLE staff_sessions (
    staff_id TEXT NOT NULL,
    token_hash BLOB NOT NULL,
    device TEXT NOT NULL,
    network TEXT NOT NULL,
    authenticated_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (staff_id, token_hash)
) WITHOUT ROWID;

CREATE TABLE integrators (
    key_hash BLOB NOT NULL PRIMARY KEY,
    integrator_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) WITHOUT ROWID;
