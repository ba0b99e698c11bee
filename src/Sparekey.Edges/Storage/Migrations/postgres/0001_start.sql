-- Times are unix milliseconds; ids are 32 hexadecimal digits of a UUIDv7; blobs named *_sealed are SecretBox, *_hash
-- are KeyedHash;
-- structured parts are JSON text. Every table about an account begins its primary key with account_id.
-- The same tables as in sqlite/; text is compared byte by byte, as there.
-- Where each sign-in changes rows that are there (fillfactor), pages keep room for the new version beside the old
-- one, so that no index is written (docs/scale.md).

-- Ends a transaction whose claim was lost; the message is the claim's name.
CREATE FUNCTION sparekey_lost(claim TEXT) RETURNS INTEGER LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'SK001', MESSAGE = claim;
END
$$;

-- One row a fact about this installation: key checks, when it began.
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

-- A stranger on the way to an account. account_id is the id that the account will have.
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

-- The way from an address to its account; the only table of accounts whose key is not account_id, because nothing
-- else is known yet.
CREATE TABLE emails (
    email_index BYTEA NOT NULL PRIMARY KEY,
    account_id TEXT COLLATE "C" NOT NULL
);

CREATE TABLE accounts (
    account_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    email_index BYTEA NOT NULL,
    email_sealed BYTEA NOT NULL,
    password_hash TEXT COLLATE "C" NOT NULL,
    password_version BIGINT NOT NULL DEFAULT 0,   -- counts changes of the password; hashing the same one anew is none
    tier TEXT COLLATE "C" NOT NULL,
    identity_state TEXT COLLATE "C" NOT NULL,          -- none open submitted accepted refused more_information
    identity_sealed BYTEA,                  -- the accepted record, JSON
    frozen_at BIGINT,
    frozen_by TEXT COLLATE "C",                        -- owner integrator
    created_at BIGINT NOT NULL
);

-- Failures in a row: of the password, of each factor, of each purpose. Unknown addresses have rows too, under their
-- pseudo-account id.
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
    secret_sealed BYTEA,                    -- the seed, or the telephone number; gone when removed
    last_step BIGINT NOT NULL,
    replaces TEXT COLLATE "C",
    begun_in TEXT COLLATE "C",                         -- the session that began a set-up: only it may finish it
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

-- One row a purpose and flow: a resend overwrites the code and keeps the counts.
CREATE TABLE codes (
    account_id TEXT COLLATE "C" NOT NULL,
    purpose TEXT COLLATE "C" NOT NULL,                 -- registration sign_in step_up phone recovery
    binding TEXT COLLATE "C" NOT NULL,                 -- the flow and step that the code belongs to
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
    session_id TEXT COLLATE "C" NOT NULL, -- looked for among those of the account, which are few: no index of its own
    acr TEXT COLLATE "C" NOT NULL,
    amr TEXT COLLATE "C" NOT NULL,
    device TEXT COLLATE "C" NOT NULL,
    network TEXT COLLATE "C" NOT NULL,
    authenticated_at BIGINT NOT NULL,     -- sign-in or the last step-up
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (account_id, token_hash)
) WITH (fillfactor = 80);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- A security reset. The requirements, approvals and signals are the RecoveryCase of Core as JSON.
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
    due_at BIGINT,                        -- when the server must act next: expiry, or the end of the objection window
    ended_at BIGINT,
    PRIMARY KEY (account_id, case_id)
);
CREATE UNIQUE INDEX recovery_cases_one_live ON recovery_cases (account_id) WHERE ended_at IS NULL;
-- The code alone is typed, so it must lead to its account
CREATE INDEX recovery_cases_resume ON recovery_cases (resume_hash) WHERE ended_at IS NULL;
CREATE INDEX recovery_cases_due ON recovery_cases (due_at) WHERE ended_at IS NULL;

-- *This wasn't me* links.
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

-- A document and a selfie. The whole of it is the IdentityVerification of Core as JSON; what queries need stands
-- beside it.
CREATE TABLE identity_verifications (
    account_id TEXT COLLATE "C" NOT NULL,
    verification_id TEXT COLLATE "C" NOT NULL,
    -- The reset that it belongs to, or null when the holder verifies an open account
    case_id TEXT COLLATE "C",
    state TEXT COLLATE "C" NOT NULL,                   -- open submitted accepted refused more_information
    body TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    -- When the server must act next: close it as abandoned, or delete its pictures
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

-- What waits for a person: a reset or a first identity verification. The queue reads it across accounts, by due_at.
CREATE TABLE review_cases (
    account_id TEXT COLLATE "C" NOT NULL,
    case_id TEXT COLLATE "C" NOT NULL,                 -- the reset's case id, or the verification id
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

-- A reviewer votes once on each round of a case: the key refuses a second vote.
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

-- Sliding counts of what costs money or patience: messages to a number, from a network, for an account.
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
