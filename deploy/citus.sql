-- Distributes the tables over the workers of a Citus cluster, by account. Run it once on the coordinator, as the owner
-- of the tables, after `sparekey migrate` and after the workers were added (citus_set_coordinator_host,
-- citus_add_node). docs/scale.md says when this is useful and what must first change in the program: in its present
-- form the program must not be served from such a cluster.
-- A test runs this file, with the rules of Citus, on the schema of each commit. These are the rules of Citus 12:
--   every unique key of a distributed table contains its distribution column, whose values are never null;
--   tables that are joined or changed together in one shard are distributed by columns of one type and co-located;
--   triggers and foreign keys to local tables are refused (there are none here);
--   tables that one statement joins are in the same shard, or are reference tables, which every node has whole.
BEGIN;

-- Everything about one account is in one shard of one worker, so a step of a sign-in changes rows on one server.
SELECT create_distributed_table('accounts', 'account_id', colocate_with => 'none');
SELECT create_distributed_table('registrations', 'account_id', colocate_with => 'accounts');
SELECT create_distributed_table('attempts', 'account_id', colocate_with => 'accounts');
SELECT create_distributed_table('factors', 'account_id', colocate_with => 'accounts');
SELECT create_distributed_table('recovery_codes', 'account_id', colocate_with => 'accounts');
SELECT create_distributed_table('security_answers', 'account_id', colocate_with => 'accounts');
SELECT create_distributed_table('sign_ins', 'account_id', colocate_with => 'accounts');
SELECT create_distributed_table('codes', 'account_id', colocate_with => 'accounts');
SELECT create_distributed_table('sessions', 'account_id', colocate_with => 'accounts');
SELECT create_distributed_table('recovery_cases', 'account_id', colocate_with => 'accounts');
SELECT create_distributed_table('objections', 'account_id', colocate_with => 'accounts');
SELECT create_distributed_table('identity_verifications', 'account_id', colocate_with => 'accounts');
SELECT create_distributed_table('pictures', 'account_id', colocate_with => 'accounts');
SELECT create_distributed_table('review_cases', 'account_id', colocate_with => 'accounts');
SELECT create_distributed_table('verdicts', 'account_id', colocate_with => 'accounts');
SELECT create_distributed_table('holds', 'account_id', colocate_with => 'accounts');
SELECT create_distributed_table('audit_events', 'account_id', colocate_with => 'accounts');

-- The way from an address to its account. One address belongs to one account. Only a unique key that contains the
-- distribution column holds over all shards, so the table is distributed by its key.
SELECT create_distributed_table('emails', 'email_index', colocate_with => 'none');

-- Few rows, seldom written, read beside accounts: each worker has these tables whole.
SELECT create_reference_table('staff');
SELECT create_reference_table('integrators');

-- These tables belong to no account, are short-lived, or are a queue. They stay on the coordinator, where FOR UPDATE
-- SKIP LOCKED and the counts of a limit work as today.
-- local: installation
-- local: captchas
-- local: send_limits
-- local: outbox
-- local: staff_sign_ins
-- local: staff_sessions
-- local: schema_migrations

-- A lost claim raises an error where the claim is evaluated, which may be a worker.
SELECT create_distributed_function('sparekey_lost(text)');

COMMIT;
