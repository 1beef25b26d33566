-- A submission as claim-entry writes it: command, claim, submission, stream, outbox, in one transaction. For pgbench.
\set n random(1, :claims)
BEGIN;
SELECT pg_advisory_xact_lock(hashtextextended('command ' || gen_random_uuid(), 0));
SELECT answer FROM msg.command WHERE command_id = (SELECT gen_random_uuid());
SELECT claim_id FROM claim_entry.claim WHERE claim_id = (SELECT claim_id FROM bench_claim WHERE n = :n) FOR UPDATE;
SELECT c.claim_id, c.mission, c.entry, p.family_name FROM claim_entry.claim c
  JOIN claim_entry.person p ON p.participant_id = c.participant_id
 WHERE c.claim_id = (SELECT claim_id FROM bench_claim WHERE n = :n);
SELECT number, body FROM claim_entry.submission WHERE claim_id = (SELECT claim_id FROM bench_claim WHERE n = :n);
SELECT family, number, body FROM claim_entry.said WHERE claim_id = (SELECT claim_id FROM bench_claim WHERE n = :n);
UPDATE claim_entry.claim SET entry = '{"performed":"yes","scripts":"80"}', entry_saved_at = now(), version = version + 1
 WHERE claim_id = (SELECT claim_id FROM bench_claim WHERE n = :n);
INSERT INTO claim_entry.submission (claim_id, number, performed, body, sent_at)
SELECT claim_id, 1 + (random() * 2000000000)::int, true, jsonb_build_object('lines', repeat('x', 900)), now()
  FROM bench_claim WHERE n = :n;
INSERT INTO msg.command (command_id, actor, body_sha256, answer)
VALUES (gen_random_uuid(), 'bench', decode(repeat('00', 32), 'hex'), '/etats-de-frais');
INSERT INTO msg.outgoing_stream AS known (stream, last_number) VALUES ('bench/' || :n, 1)
ON CONFLICT (stream) DO UPDATE SET last_number = known.last_number + 1;
INSERT INTO msg.outbox (message_id, stream, number, type, body, body_sha256)
VALUES (gen_random_uuid(), 'bench/' || gen_random_uuid(), 1, 'bench.fact.v1', decode(repeat('41', 1500), 'hex'),
        decode(repeat('00', 32), 'hex'));
COMMIT;
