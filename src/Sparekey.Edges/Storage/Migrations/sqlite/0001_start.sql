-- Times are Unix milliseconds. Ids are 32 hexadecimal digits of a UUIDv7. Blobs named *_sealed are sealed (SecretBox);
-- blobs named *_hash and *_index are keyed hashes (KeyedHash). Structured values are JSON text. The primary key of a
-- table about an account begins with account_id; emails and outbox are the exceptions.

-- Facts about this installation, for example key checks and the last run of a periodic job. One row for each fact.
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

-- Registrations. account_id is the id that the account will have.
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

-- Finds the account of an email address. The key is not account_id, because only the address is known at that time.
CREATE TABLE emails (
    email_index BLOB NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE accounts (
    account_id TEXT NOT NULL PRIMARY KEY,
    email_index BLOB NOT NULL,
    email_sealed BLOB NOT NULL,
    password_hash TEXT NOT NULL,
    password_version INTEGER NOT NULL DEFAULT 0,   -- counts password changes; a rehash is not a change
    tier TEXT NOT NULL,
    identity_state TEXT NOT NULL,          -- none open submitted accepted refused more_information
    identity_sealed BLOB,                  -- the accepted record, JSON
    frozen_at INTEGER,
    frozen_by TEXT,                        -- owner integrator
    created_at INTEGER NOT NULL
) WITHOUT ROWID;

-- Consecutive failures of each subject, for example the password or a factor. Unknown email addresses also have rows,
-- under their pseudo-account id.
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
    secret_sealed BLOB,                    -- the shared key or the phone number; deleted with the factor
    last_step INTEGER NOT NULL,
    replaces TEXT,
    begun_in TEXT,                         -- the session that set up the factor: only it may confirm
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

-- One row for each purpose and binding. A resend overwrites the code and keeps the counts.
CREATE TABLE codes (
    account_id TEXT NOT NULL,
    purpose TEXT NOT NULL,                 -- registration sign_in step_up phone recovery
    binding TEXT NOT NULL,                 -- the flow and step for which the code is good
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
    session_id TEXT NOT NULL,             -- no index: an account has few sessions
    acr TEXT NOT NULL,
    amr TEXT NOT NULL,
    device TEXT NOT NULL,
    network TEXT NOT NULL,
    authenticated_at INTEGER NOT NULL,     -- time of the sign-in or of the last step-up
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (account_id, token_hash)
) WITHOUT ROWID;
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- Recovery cases. body is the RecoveryCase of Core as JSON: requirements, approvals and signals.
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
    due_at INTEGER,                        -- next action of the server: expiry, or end of the objection window
    ended_at INTEGER,
    PRIMARY KEY (account_id, case_id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX recovery_cases_one_live ON recovery_cases (account_id) WHERE ended_at IS NULL;
-- A resume code is entered without an email address, so it must find the account.
CREATE INDEX recovery_cases_resume ON recovery_cases (resume_hash) WHERE ended_at IS NULL;
CREATE INDEX recovery_cases_due ON recovery_cases (due_at) WHERE ended_at IS NULL;

-- Objection links (*This wasn't me*).
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

-- Identity verifications. body is the IdentityVerification of Core as JSON. The other columns repeat the values that
-- queries need.
CREATE TABLE identity_verifications (
    account_id TEXT NOT NULL,
    verification_id TEXT NOT NULL,
    -- The case that the verification belongs to; null if the holder verifies the account itself.
    case_id TEXT,
    state TEXT NOT NULL,                   -- open submitted accepted refused more_information
    body TEXT NOT NULL,
    version INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    -- Next action of the server: close an abandoned verification, or delete the pictures.
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

-- The reviewers' queue: cases and first identity verifications. It is read across accounts, in the order of due_at.
CREATE TABLE review_cases (
    account_id TEXT NOT NULL,
    case_id TEXT NOT NULL,                 -- the case id, or the verification id
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

-- A reviewer gives one verdict in each round of a case: the primary key refuses a second one.
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

-- Counts in fixed windows of messages, changes and tries, for example for an address, a network or an account.
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
